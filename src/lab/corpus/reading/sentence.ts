import type { ImportOptions } from '../../../shared/import-options'
import { tokenise } from './tokenise'

/** A longer word (in UTF-16 units) is no word: its line is left out as too long. */
const MAX_WORD_LENGTH = 1000

/** A longer label is taken for text. */
export const MAX_LABEL_LENGTH = 200

/** Why a text is no sentence: blank; or more words than allowed, or an endless one. */
export type Rejection = 'empty' | 'too-long'

/** Characters of no width, by which a line that looks blank is no sentence. */
const INVISIBLE = /^[\u200b-\u200d\u2060\ufeff]+$/

/** The words of one text, or why it is no sentence; null stands for a text that was too long to be held. */
export function readSentence(
  text: string | null,
  options: Pick<ImportOptions, 'lower_case' | 'max_length' | 'tokeniser'>,
): readonly string[] | Rejection {
  if (text === null) return 'too-long'
  const trimmed = text.trim()
  if (trimmed === '' || (trimmed.length < 4 && INVISIBLE.test(trimmed))) return 'empty'
  const words = tokenise(options.lower_case ? trimmed.toLowerCase() : trimmed, options.tokeniser)
  if (words.length > options.max_length) return 'too-long'
  if (trimmed.length > MAX_WORD_LENGTH && words.some((word) => word.length > MAX_WORD_LENGTH)) return 'too-long'
  return words
}

/** The label of a `label<TAB>text` line; null where there is none. */
export function labelOf(line: string): string | null {
  const tab = line.indexOf('\t')
  const label = tab > 0 && tab <= MAX_LABEL_LENGTH ? line.slice(0, tab).trim() : ''
  return label === '' ? null : label
}

export interface Sentence {
  readonly label: string | null
  readonly words: readonly string[]
}

/**
 * One entry of a file as a sentence, or why it is none: also `textless`, a label without text, and `unlabelled`, text without the
 * label that is due.
 */
export function readEntry(
  text: string | null,
  label: string | null,
  labelled: boolean,
  options: Pick<ImportOptions, 'lower_case' | 'max_length' | 'tokeniser'>,
): Sentence | Rejection | 'textless' | 'unlabelled' {
  if (labelled && label === null && text !== null) return text.trim() === '' ? 'empty' : 'unlabelled'
  const words = readSentence(text, options)
  if (words === 'empty') return labelled ? 'textless' : 'empty'
  return typeof words === 'string' ? words : { label, words }
}
