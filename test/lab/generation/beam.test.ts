import { describe, expect, it } from 'vitest'
import { END, START } from '../../../src/lab/corpus/corpus'
import { decodeByBeam } from '../../../src/lab/generation/beam'
import { decodeGreedily } from '../../../src/lab/generation/greedy'
import { logNormaliser } from '../../../src/lab/generation/log-softmax'
import { Random } from '../../../src/lab/random'
import { countdown, madeUpDecoder, type NextWord } from './made-up-decoder'

const VOCABULARY = 6

/** Random logits, different for every word, position and z; `ending` is added to those of `</s>`. */
function randomChain(seed: number, ending: number): NextWord {
  return (token, position, z) => {
    const random = new Random(seed, token, position, z)
    return Array.from({ length: VOCABULARY }, (_, word) => 2 * random.normal() + (word === END ? ending : 0))
  }
}

/** The search of one sentence as its definition reads: nothing is decided before the end. */
function definition(next: NextWord, z: number, beam: number, longest: number): number[] {
  interface Beginning {
    words: number[]
    score: number
  }
  let live: Beginning[] = [{ words: [START], score: 0 }]
  const ended: Beginning[] = []
  for (let length = 1; length < longest && ended.length < beam; length++) {
    const all = live.flatMap(({ words, score }) => {
      const logits = Float32Array.from(next(words[words.length - 1], words.length - 1, z))
      return [...logits].map((logit, word) => ({ words: [...words, word], score: score + logit - logNormaliser(logits, 0, VOCABULARY) }))
    })
    const kept = all.sort((a, b) => b.score - a.score).slice(0, beam - ended.length)
    ended.push(...kept.filter(({ words }) => words.at(-1) === END))
    live = kept.filter(({ words }) => words.at(-1) !== END)
  }
  const [{ words }] = [...ended, ...live].sort((a, b) => b.score - a.score)
  return words.slice(1, words.at(-1) === END ? -1 : undefined)
}

describe('beam search', () => {
  it('finds a likelier sentence than greedy decoding', async () => {
    // 0.6 · 0.3 at most by word 4, 0.4 · 0.9 by word 5.
    const table: Record<number, number[]> = {
      [START]: [0, 0, 0, 0, 0.6, 0.4],
      4: [0.1, 0, 0.3, 0.2, 0.2, 0.2],
      5: [0, 0, 0.9, 0.1, 0, 0],
    }
    const decoder = madeUpDecoder((token) => (table[token] ?? [0, 0, 1, 0, 0, 0]).map(Math.log))
    expect(await decodeGreedily(decoder, Float32Array.of(0))).toEqual([[4]])
    expect(await decodeByBeam(decoder, Float32Array.of(0), { beam: 2 })).toEqual([[5]])
  })

  it('of all sentences at once is the definition of each', async () => {
    const z = Float32Array.from({ length: 40 }, (_, i) => i)
    for (const [beam, ending] of [
      [1, 0],
      [2, 1],
      [5, -1],
      [5, 1],
      [9, 2],
    ]) {
      const next = randomChain(beam, ending)
      const decoded = await decodeByBeam(madeUpDecoder(next), z, { beam, longest: 9 })
      expect(decoded).toEqual(Array.from(z, (value) => definition(next, value, beam, 9)))
    }
  })

  it('of width 1 is greedy decoding', async () => {
    const decoder = madeUpDecoder(randomChain(3, 0))
    const z = Float32Array.from({ length: 20 }, (_, i) => i)
    expect(await decodeByBeam(decoder, z, { beam: 1, longest: 30 })).toEqual(await decodeGreedily(decoder, z, 30))
  })

  it('computes no sentence that is decided', async () => {
    const decoder = madeUpDecoder(countdown)
    expect(await decodeByBeam(decoder, Float32Array.of(2, 0, 1))).toEqual([[5, 5], [], [4]])
    expect(decoder.steps).toHaveLength(3)
    expect(decoder.steps[0]).toBe(3)
    expect(decoder.steps[2]).toBeLessThanOrEqual(5)
  })

  it('cuts sentences that do not end, at 101 tokens by default', async () => {
    const decoder = madeUpDecoder(() => [0, 0, -50, 0, 1, 0])
    const z = Float32Array.of(0)
    expect((await decodeByBeam(decoder, z))[0]).toEqual(Array.from({ length: 100 }, () => 4))
    expect((await decodeByBeam(decoder, z, { longest: 3 }))[0]).toEqual([4, 4])
    expect((await decodeByBeam(decoder, z, { longest: 1 }))[0]).toEqual([])
  })

  it('may be wider than the vocabulary', async () => {
    expect(await decodeByBeam(madeUpDecoder(countdown), Float32Array.of(1), { beam: 50 })).toEqual([[4]])
  })

  it('of nothing is nothing', async () => {
    expect(await decodeByBeam(madeUpDecoder(countdown), new Float32Array())).toEqual([])
  })

  it('refuses a width that is none, and a model that diverged', async () => {
    for (const beam of [0, -1, 2.5, NaN])
      await expect(decodeByBeam(madeUpDecoder(countdown), Float32Array.of(1), { beam })).rejects.toThrow(`not ${beam}`)
    await expect(
      decodeByBeam(
        madeUpDecoder(() => [0, NaN, 0, 0, 0, 0]),
        Float32Array.of(1),
      ),
    ).rejects.toThrow('not finite')
  })
})
