import type { ImportOptions } from '../../../shared/import-options'

/**
 * A word of the simple word tokeniser: a special symbol such as <unk>; letters and digits with apostrophes, hyphens and
 * underscores inside; a number with its separators; else one mark.
 */
const WORD =
  /<\/?\w+>|[\p{L}\p{N}\p{M}_]+(?:[.,](?=\p{N})[\p{N}]+)*(?:['’-][\p{L}\p{N}\p{M}_]+)*|\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|\ufe0f|\p{EMod})*|[^\s]/gu

/** Cuts a sentence into words. */
export function tokenise(text: string, tokeniser: ImportOptions['tokeniser']): string[] {
  return tokeniser === 'whitespace' ? text.split(/\s+/) : (text.match(WORD) ?? [])
}
