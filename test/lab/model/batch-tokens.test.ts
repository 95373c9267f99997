import { describe, expect, it } from 'vitest'
import { END, PAD, START } from '../../../src/lab/corpus/corpus'
import { bagWeights } from '../../../src/lab/model/batch-inputs'
import { batchTokens, splitOfSentences } from '../../../src/lab/model/batch-tokens'

const split = splitOfSentences([[7, 8], [9], [8, 8, 5]])

describe('batchTokens', () => {
  it('lays out time-major, shifted by one, padded on the right', () => {
    const tokens = batchTokens(split, [0, 1])
    const words = (positions: Int32Array) => [...positions].map((position) => tokens.words[position])
    expect(tokens.time).toBe(4)
    expect(words(tokens.encoderTokens)).toEqual([START, START, 7, 9, 8, END, END, PAD])
    expect(words(tokens.decoderTokens)).toEqual([START, START, 7, 9, 8, END])
    expect([...tokens.targets]).toEqual([7, 9, 8, END, END, PAD])
    expect([...tokens.mask]).toEqual([1, 1, 1, 1, 1, 0])
    expect([...tokens.last]).toEqual([6, 5]) // </s> of the first at time 3, of the second at time 2
    expect(tokens.predicted).toBe(5)
    expect(new Set(tokens.words).size).toBe(tokens.words.length)
  })

  it('has no padding in a batch of one length', () => {
    expect(batchTokens(split, [0, 0]).mask.every((kept) => kept === 1)).toBe(true)
  })
})

describe('bagWeights', () => {
  it('lets every sentence count once', () => {
    const tokens = batchTokens(split, [0, 1, 2])
    const weights = bagWeights(tokens)
    for (let b = 0; b < 3; b++) expect(weights.filter((_, i) => i % 3 === b).reduce((sum, w) => sum + w, 0)).toBeCloseTo(1 / 3)
  })
})
