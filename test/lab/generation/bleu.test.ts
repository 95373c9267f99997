import { describe, expect, it } from 'vitest'
import { bleu, countReferences, selfBleu } from '../../../src/lab/generation/bleu'
import { Random } from '../../../src/lab/random'

const words = (text: string) => text.split(' ').filter((word) => word !== '')
const against = (hypothesis: string, ...references: string[]) => bleu([words(hypothesis)], [countReferences(references.map(words))])

describe('BLEU', () => {
  it('is 100 of a sentence like its reference', () => {
    against('a b c d e', 'a b c d e').forEach((value) => expect(value).toBeCloseTo(100 * Math.exp(0), 5))
  })

  it('counts a word no more often than its reference', () => {
    // 1 of 3 words; no pair of words is right: √(1/3 · 1e-15/2).
    const [one, two] = against('the the the', 'the cat')
    expect(one).toBeCloseTo(100 / 3, 6)
    expect(two).toBeCloseTo(100 * Math.sqrt(((1 / 3) * 1e-15) / 2), 12)
  })

  it('allows what any one of several references allows', () => {
    expect(against('a a b', 'a a', 'b b c')[0]).toBeCloseTo(100, 6)
    expect(against('a a a', 'a a', 'a')[0]).toBeCloseTo(200 / 3, 6)
  })

  it('penalises hypotheses shorter than the average reference', () => {
    // Lengths 2 and 6 average 8 / 2.0001.
    expect(against('a b', 'a b', 'a b c d e f')[0]).toBeCloseTo(100 * Math.exp(1 - 8 / 2.0001 / 2), 6)
  })

  it('sums over the corpus before it divides', () => {
    const references = [words('a b c d'), words('x')].map((reference) => countReferences([reference]))
    // 4 of 4 and 0 of 1 words; 3 of 3 pairs.
    const [one, two] = bleu([words('a b c d'), words('y')], references)
    expect(one).toBeCloseTo(80, 6)
    expect(two).toBeCloseTo(100 * Math.sqrt(0.8), 6)
  })

  it('is a number of empty sentences and of none', () => {
    expect(against('', 'a b')).toEqual([0, 0, 0, 0])
    expect(bleu([], [])).toEqual([0, 0, 0, 0])
    against('a b', '').forEach((value) => expect(value).toBeLessThan(1e-4))
    const [one] = bleu([words('a b'), []], [countReferences([words('a b')]), countReferences([[]])])
    expect(one).toBeCloseTo(100, 6)
  })

  it('refuses hypotheses without references', () => {
    expect(() => bleu([['a'], ['b']], [countReferences([['a']])])).toThrow('2 hypotheses have 1')
  })
})

describe('self-BLEU', () => {
  it('takes all other sentences as references', () => {
    // Right: 2 of 2, 2 of 2 and 0 of 1 words, and both pairs; 5 words against 10 / 2.0001.
    const [one, two] = selfBleu([words('a b'), words('a b'), words('c')])
    expect(one).toBeCloseTo(80, 6)
    expect(two).toBeCloseTo(100 * Math.sqrt(0.8), 6)
  })

  it('is the corpus BLEU against the others', () => {
    const random = new Random(1)
    const sentences = Array.from({ length: 12 }, () => Array.from({ length: random.int(9) }, () => `w${random.int(4)}`))
    const others = sentences.map((_, i) => countReferences(sentences.filter((_, k) => k !== i)))
    const expected = bleu(sentences, others)
    selfBleu(sentences).forEach((value, k) => expect(value / expected[k]).toBeCloseTo(1, 10))
  })

  it('is a number of empty sentences and refuses less than two', () => {
    expect(selfBleu([[], []])).toSatisfy((values: number[]) => values.every((value) => value >= 0 && value < 1e-3))
    expect(() => selfBleu([['a']])).toThrow('two or more, not 1')
  })
})
