import type { SentenceQuery } from './corpus'

/** What sentences are searched for. */
type Wanted = Pick<SentenceQuery, 'text' | 'match_case' | 'whole_words'>

/** A character that may stand inside a word. */
const INNER = /[\p{L}\p{N}\p{M}_]/u

/**
 * The first place at or after `from` at which a text matches the query, -1 where there is none; null where every text fits. Without
 * `match_case` the text must be given in lower case. Sentences hold single blanks between their words, so blanks of the query count
 * as one.
 */
function finder({ text, match_case: matchCase, whole_words: wholeWords }: Wanted) {
  const plain = text.trim().split(/\s+/).join(' ')
  if (plain === '') return null
  const wanted = matchCase ? plain : plain.toLowerCase()
  const whole = (sentence: string, at: number) => !INNER.test(sentence.charAt(at - 1)) && !INNER.test(sentence.charAt(at + wanted.length))
  function next(sentence: string, from: number): number {
    let at = sentence.indexOf(wanted, from)
    while (wholeWords && at !== -1 && !whole(sentence, at)) at = sentence.indexOf(wanted, at + 1)
    return at
  }
  return { next, length: wanted.length }
}

/** The test of a sentence for a query, in lower case unless case matters; null where every sentence fits. */
export function textTest(query: Wanted): ((sentence: string) => boolean) | null {
  const found = finder(query)
  return found && ((sentence) => found.next(sentence, 0) !== -1)
}

/** Where a sentence matches a query: stretches [from, to) of its characters, in order and apart. */
export function matchesIn(sentence: string, query: Wanted): [from: number, to: number][] {
  const found = finder(query)
  if (!found) return []
  const folded = query.match_case ? sentence : sentence.toLowerCase()
  // Of a few letters the lower case is longer, and then places in it are not places in the sentence.
  if (folded.length !== sentence.length) return []
  const matches: [number, number][] = []
  for (let at = found.next(folded, 0); at !== -1; at = found.next(folded, at + found.length)) matches.push([at, at + found.length])
  return matches
}
