import type { SentenceQuery } from '../../../shared/corpus'

/** A character that may stand inside a word. */
const INNER = /[\p{L}\p{N}\p{M}_]/u

/**
 * The test of a sentence's text for a query; null where every text fits. Sentences hold single blanks between their words, so
 * blanks of the query count as one.
 */
export function textTest({
  text,
  match_case: matchCase,
  whole_words: wholeWords,
}: Pick<SentenceQuery, 'text' | 'match_case' | 'whole_words'>): ((sentence: string) => boolean) | null {
  const plain = text.trim().split(/\s+/).join(' ')
  if (plain === '') return null
  const wanted = matchCase ? plain : plain.toLowerCase()
  if (!wholeWords) return (sentence) => sentence.includes(wanted)
  return (sentence) => {
    for (let at = sentence.indexOf(wanted); at !== -1; at = sentence.indexOf(wanted, at + 1)) {
      const before = sentence.charAt(at - 1)
      const after = sentence.charAt(at + wanted.length)
      if (!INNER.test(before) && !INNER.test(after)) return true
    }
    return false
  }
}
