import { describe, expect, it } from 'vitest'
import { END } from '../../../src/lab/corpus/corpus'
import { decodeBySampling, drawWord, type SamplingOptions } from '../../../src/lab/generation/sampling'
import { Random } from '../../../src/lab/random'
import { countdown, madeUpDecoder, type NextWord } from './made-up-decoder'

const COUNT = 20_000

/** Words 3, 4, 5 and the end: 0.5, 0.3, 0.15, 0.05. */
const PROBABILITIES = [0, 0, 0.05, 0.5, 0.3, 0.15]
const fixed: NextWord = () => PROBABILITIES.map(Math.log)

/** Each share lies within 4.5 standard deviations of what is expected: off by chance once in about 100,000 times. */
function expectShares(counts: readonly number[], expected: readonly number[]): void {
  const total = counts.reduce((sum, count) => sum + count, 0)
  expected.forEach((share, i) =>
    expect(Math.abs(counts[i] / total - share), `share of ${i}`).toBeLessThanOrEqual(4.5 * Math.sqrt((share * (1 - share)) / total)),
  )
}

/** How often each of 6 words comes first, the end included. */
async function firstWords(options: Omit<SamplingOptions, 'random'>): Promise<number[]> {
  const decoder = madeUpDecoder(fixed)
  const decoded = await decodeBySampling(decoder, new Float32Array(COUNT), { ...options, random: new Random(7), longest: 2 })
  const counts = [0, 0, 0, 0, 0, 0]
  for (const [word = END] of decoded) counts[word]++
  return counts
}

describe('sampling', () => {
  it('draws words with the probabilities of the decoder', async () => {
    expectShares(await firstWords({}), PROBABILITIES)
  })

  it('sharpens and flattens them by temperature', async () => {
    const powers = (power: number) => {
      const raised = PROBABILITIES.map((p) => (p === 0 ? 0 : p ** power))
      const sum = raised.reduce((total, p) => total + p, 0)
      return raised.map((p) => p / sum)
    }
    expectShares(await firstWords({ temperature: 0.5 }), powers(2))
    expectShares(await firstWords({ temperature: 2 }), powers(0.5))
    expectShares(await firstWords({ temperature: 1e-320 }), [0, 0, 0, 1, 0, 0])
    expectShares(await firstWords({ temperature: 1e30 }), [0, 0, 0.25, 0.25, 0.25, 0.25])
  })

  it('draws from the fewest words that hold top-p', async () => {
    expectShares(await firstWords({ topP: 0.45 }), [0, 0, 0, 1, 0, 0])
    expectShares(await firstWords({ topP: 0.7 }), [0, 0, 0, 0.625, 0.375, 0])
    expectShares(await firstWords({ topP: 0.85 }), [0, 0, 0, 50 / 95, 30 / 95, 15 / 95])
    expectShares(await firstWords({ topP: 0.999 }), PROBABILITIES)
  })

  it('follows the words drawn before, and each sentence its own z', async () => {
    // After 3 comes 4 or the end, after 4 comes 5; what comes first depends on z.
    const chain: NextWord = (token, position, z) => {
      if (position === 0) return [0, 0, 0, z === 0 ? 1 : 0.2, z === 0 ? 0 : 0.8, 0].map(Math.log)
      return (token === 3 ? [0, 0, 0.25, 0, 0.75, 0] : token === 4 ? [0, 0, 0, 0, 0, 1] : [0, 0, 1, 0, 0, 0]).map(Math.log)
    }
    const z = Float32Array.from({ length: COUNT }, (_, i) => i % 2)
    const decoded = await decodeBySampling(madeUpDecoder(chain), z, { random: new Random(11) })
    const kinds = ['3', '3 4 5', '4 5']
    const count = (of: number) => kinds.map((kind) => decoded.filter((words, i) => i % 2 === of && words.join(' ') === kind).length)
    const [zeros, ones] = [count(0), count(1)]
    expect([...zeros, ...ones].reduce((sum, n) => sum + n, 0)).toBe(COUNT)
    expectShares(zeros, [0.25, 0.75, 0])
    expectShares(ones, [0.05, 0.15, 0.8])
  })

  it('leaves ended sentences out of the batch', async () => {
    const decoder = madeUpDecoder(countdown)
    expect(await decodeBySampling(decoder, Float32Array.of(2, 0, 1), { random: new Random(1) })).toEqual([[5, 5], [], [4]])
    expect(decoder.steps).toEqual([3, 2, 1])
  })

  it('draws the same from the same generator, and stops at `longest` tokens', async () => {
    const draw = (seed: number) =>
      decodeBySampling(
        madeUpDecoder(() => [0, 0, -99, 0, 0, 0]),
        new Float32Array(3),
        { random: new Random(seed) },
      )
    const first = await draw(5)
    expect(first).toEqual(await draw(5))
    expect(first).not.toEqual(await draw(6))
    expect(first.map((words) => words.length)).toEqual([99, 99, 99])
  })

  it('of nothing is nothing', async () => {
    expect(await decodeBySampling(madeUpDecoder(countdown), new Float32Array(), { random: new Random(1) })).toEqual([])
  })

  it('refuses values out of range, and a model that diverged', async () => {
    const draw = (options: Partial<SamplingOptions>, next = countdown) =>
      decodeBySampling(madeUpDecoder(next), Float32Array.of(1), { random: new Random(1), ...options })
    for (const temperature of [0, -1, NaN, Infinity]) await expect(draw({ temperature })).rejects.toThrow(`not ${temperature}`)
    for (const topP of [0, -0.5, 1.01, NaN]) await expect(draw({ topP })).rejects.toThrow(`not ${topP}`)
    for (const bad of [NaN, Infinity]) await expect(draw({}, () => [0, 0, bad, 0, 0, 0])).rejects.toThrow('not finite')
  })
})

describe('drawWord', () => {
  it('maps the unit interval to words in their order, in the nucleus the likeliest first', () => {
    const logits = [9, ...[0.25, 0.5, 0.25].map(Math.log), 9]
    const draw = (uniform: number, topP: number) => drawWord(logits, 1, 3, { temperature: 1, topP }, uniform)
    expect([0, 0.2, 0.3, 0.7, 0.8, 1 - 1e-12].map((uniform) => draw(uniform, 1))).toEqual([0, 0, 1, 1, 2, 2])
    expect([0, 0.6, 0.7, 1 - 1e-12].map((uniform) => draw(uniform, 0.7))).toEqual([1, 1, 0, 0])
  })
})
