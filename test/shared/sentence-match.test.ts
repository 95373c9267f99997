import { describe, expect, it } from 'vitest'
import { matchesIn, textTest } from '../../src/shared/sentence-match'

const query = (text: string, options: { match_case?: boolean; whole_words?: boolean } = {}) => ({
  text,
  match_case: false,
  whole_words: false,
  ...options,
})
const matched = (sentence: string, wanted: ReturnType<typeof query>) =>
  matchesIn(sentence, wanted).map(([from, to]) => sentence.slice(from, to))

describe('what is searched for in a sentence', () => {
  it('stands wherever its letters do, in any case unless case matters', () => {
    expect(matched('The other one bathes', query('the'))).toEqual(['The', 'the', 'the'])
    expect(matched('The other one bathes', query('The', { match_case: true }))).toEqual(['The'])
    expect(matched('aaaa', query('aa'))).toEqual(['aa', 'aa'])
  })

  it('is whole words where only those count, with signs for their bounds', () => {
    expect(matched('the other, the-one the_one théâtre', query('the', { whole_words: true }))).toEqual(['the', 'the'])
    expect(matched('a cat catches a cat', query('cat', { whole_words: true }))).toEqual(['cat', 'cat'])
  })

  it('has its blanks counted as one', () => {
    expect(matchesIn('the food was good', query('  food \t was '))).toEqual([[4, 12]])
  })

  it('is nowhere for a query of blanks, which every sentence fits', () => {
    expect(matchesIn('the food', query('  '))).toEqual([])
    expect(textTest(query('  '))).toBeNull()
  })

  it('is found but not marked where the lower case is longer than the sentence', () => {
    expect(textTest(query('istanbul'))?.('i̇stanbul istanbul'.toLowerCase())).toBe(true)
    expect(matchesIn('İstanbul istanbul', query('istanbul'))).toEqual([])
  })

  it('is in a sentence exactly where the search finds it', () => {
    const sentences = ['The food was good', 'good-looking', 'goods', 'a Good one', '']
    for (const options of [{}, { match_case: true }, { whole_words: true }, { match_case: true, whole_words: true }]) {
      const wanted = query('good', options)
      for (const sentence of sentences) {
        const folded = wanted.match_case ? sentence : sentence.toLowerCase()
        expect(matchesIn(sentence, wanted).length > 0).toBe(textTest(wanted)?.(folded))
      }
    }
  })
})
