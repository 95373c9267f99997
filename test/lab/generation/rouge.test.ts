import { describe, expect, it } from 'vitest'
import { rouge, rougeOf } from '../../../src/lab/generation/rouge'

const words = (text: string) => text.split(' ').filter((word) => word !== '')
const of = (hypothesis: string, reference: string) => rougeOf(words(hypothesis), words(reference))
const f = (p: number, r: number) => (2 * p * r) / (p + r + 1e-8)

describe('ROUGE', () => {
  it('counts different n-grams', () => {
    const { rouge1, rouge2, rougeL } = of('the cat sat the', 'the cat on the mat sat')
    // {the cat sat} of {the cat on mat sat}; {the cat} of 3 and 5 pairs; the cat sat in common.
    expect(rouge1).toEqual({ precision: 1, recall: 0.6, f: f(1, 0.6) })
    expect(rouge2).toEqual({ precision: 1 / 3, recall: 0.2, f: f(1 / 3, 0.2) })
    expect(rougeL).toEqual({ precision: 1, recall: 0.6, f: f(1, 0.6) })
  })

  it('L looks at order, 1 does not', () => {
    const { rouge1, rougeL } = of('c b a', 'a b c')
    expect(rouge1.f).toBeCloseTo(1, 7)
    expect(rougeL).toEqual({ precision: 1 / 3, recall: 1 / 3, f: f(1 / 3, 1 / 3) })
  })

  it('has 1e-8 in the denominator of f', () => {
    expect(of('a', 'a').rouge1.f).toBe(2 / (2 + 1e-8))
  })

  it('takes a full stop as the end of a sentence', () => {
    const { rouge1, rouge2, rougeL } = of('good food . bad place .', 'bad place . good food')
    expect([rouge1.precision, rouge1.recall]).toEqual([1, 1])
    // {good food, food bad, bad place} against {bad place, place good, good food}.
    expect(rouge2.precision).toBeCloseTo(2 / 3, 12)
    // Sentence by sentence, all words are in common.
    expect([rougeL.precision, rougeL.recall]).toEqual([1, 1])
  })

  it('is 0 where a side is empty, a full stop alone included', () => {
    for (const [a, b] of [
      ['', 'a b'],
      ['a b', ''],
      ['', ''],
      ['.', 'a .'],
    ])
      for (const score of Object.values(of(a, b))) expect(score).toEqual({ precision: 0, recall: 0, f: 0 })
  })

  it('averages over pairs', () => {
    const { rouge1 } = rouge([words('a b'), words('a')], [words('a c'), words('b')])
    expect(rouge1).toEqual({ precision: 0.25, recall: 0.25, f: f(0.5, 0.5) / 2 })
  })

  it('refuses no pairs and unequal lists', () => {
    expect(() => rouge([], [])).toThrow('0 hypotheses and 0 references')
    expect(() => rouge([['a']], [])).toThrow('1 hypotheses and 0 references')
  })
})
