import type { ImportOptions } from '../../shared/corpus'

/** A longer word (in UTF-16 units) is no word: its line is left out as too long. */
export const MAX_WORD_LENGTH = 1000

/** A longer label is taken for text. */
export const MAX_LABEL_LENGTH = 200

export interface Sentence {
  readonly label: string | null
  readonly words: readonly string[]
}

/** Why a line is no sentence: blank; a label and a tab but no text; no label where one is due; more words than allowed, or an endless one. */
export type Rejection = 'empty' | 'textless' | 'unlabelled' | 'too-long'

/**
 * Reads one line: label and text around the first tab where the file is labelled, else the whole line; words are what
 * whitespace separates.
 */
export function parseLine(
  line: string | null,
  labelled: boolean,
  options: Pick<ImportOptions, 'lower_case' | 'max_length'>,
): Sentence | Rejection {
  if (line === null) return 'too-long'
  const label = labelled ? labelOf(line) : null
  if (labelled && label === null) return line.trim() === '' ? 'empty' : 'unlabelled'
  const text = (label === null ? line : line.slice(line.indexOf('\t') + 1)).trim()
  if (text === '') return labelled ? 'textless' : 'empty'
  const words = (options.lower_case ? text.toLowerCase() : text).split(/\s+/)
  if (words.length > options.max_length) return 'too-long'
  if (text.length > MAX_WORD_LENGTH && words.some((word) => word.length > MAX_WORD_LENGTH)) return 'too-long'
  return { label, words }
}

/** The label of a `label<TAB>text` line; null where there is none. */
export function labelOf(line: string): string | null {
  const tab = line.indexOf('\t')
  const label = tab > 0 && tab <= MAX_LABEL_LENGTH ? line.slice(0, tab).trim() : ''
  return label === '' ? null : label
}
