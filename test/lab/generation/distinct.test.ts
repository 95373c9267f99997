import { describe, expect, it } from 'vitest'
import { distinct } from '../../../src/lab/generation/distinct'

describe('distinct', () => {
  it('is the share of different n-grams over all sentences', () => {
    // a b a b | a c: 3 of 6 words, pairs ab ba ac of 4, threes aba bab, four abab.
    expect(
      distinct([
        ['a', 'b', 'a', 'b'],
        ['a', 'c'],
      ]),
    ).toEqual([50, 75, 100, 100])
  })

  it('forms no n-gram across sentences', () => {
    expect(distinct([['a'], ['b'], ['a']])).toEqual([200 / 3, 0, 0, 0])
  })

  it('is 0 of nothing', () => {
    expect(distinct([])).toEqual([0, 0, 0, 0])
    expect(distinct([[], []])).toEqual([0, 0, 0, 0])
  })
})
