import { describe, expect, it } from 'vitest'
import { mixedBatches, paperBatches, shuffle } from '../../../src/lab/corpus/batches'
import type { EncodedSplit } from '../../../src/lab/corpus/corpus'
import { firstSentences } from '../../../src/lab/corpus/limit'

/** A split of sentences with these many words. */
function splitOf(words: number[]): EncodedSplit {
  const offsets = Float64Array.from([0, ...words.map((_, i) => words.slice(0, i + 1).reduce((sum, n) => sum + n + 2, 0))])
  return { tokens: Uint32Array.from({ length: offsets.at(-1) ?? 0 }, (_, i) => i), offsets, labels: Uint16Array.from(words, (_, i) => i) }
}

/** A linear congruential generator: enough for a test. */
function generator(seed: number) {
  let state = seed
  return { int: (below: number) => (state = (state * 16_807) % 2_147_483_647) % below }
}

const split = splitOf([3, 1, 3, 3, 2, 1, 3, 3])
const plain = (batches: { sentences: Uint32Array; length: number }[]) => batches.map(({ sentences, length }) => [length, [...sentences]])

describe('paperBatches', () => {
  it('holds sentences of one length in order of appearance, lengths ascending, specials counted', () => {
    expect(plain(paperBatches(split, 2))).toEqual([
      [3, [1, 5]],
      [4, [4]],
      [5, [0, 2]],
      [5, [3, 6]],
      [5, [7]],
    ])
  })

  it('is empty for an empty split and refuses a batch size below 1', () => {
    expect(paperBatches(splitOf([]), 4)).toEqual([])
    expect(() => paperBatches(split, 0)).toThrow(RangeError)
  })
})

describe('mixedBatches', () => {
  it('holds every sentence once, with the longest length of each batch, and depends on the random source only', () => {
    const batches = mixedBatches(split, 3, generator(7))
    expect(batches.map(({ sentences }) => sentences.length)).toEqual([3, 3, 2])
    expect(batches.flatMap(({ sentences }) => [...sentences]).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    for (const { sentences, length } of batches)
      expect(length).toBe(Math.max(...[...sentences].map((i) => split.offsets[i + 1] - split.offsets[i])))
    expect(plain(mixedBatches(split, 3, generator(7)))).toEqual(plain(batches))
    expect(plain(mixedBatches(split, 3, generator(8)))).not.toEqual(plain(batches))
  })
})

describe('shuffle', () => {
  it('answers a new order of the same items and leaves the original', () => {
    const items = Array.from({ length: 50 }, (_, i) => i)
    const shuffled = shuffle(items, generator(3))
    expect(items).toEqual(Array.from({ length: 50 }, (_, i) => i))
    expect(shuffled).not.toEqual(items)
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items)
  })

  it('makes every order of three about equally often', () => {
    const random = generator(11)
    const seen = new Map<string, number>()
    for (let i = 0; i < 6000; i++) {
      const order = shuffle(['a', 'b', 'c'], random).join('')
      seen.set(order, (seen.get(order) ?? 0) + 1)
    }
    expect(seen.size).toBe(6)
    for (const times of seen.values()) expect(Math.abs(times - 1000)).toBeLessThan(150) // five standard deviations of 29
  })
})

describe('firstSentences', () => {
  it('cuts tokens, offsets and labels', () => {
    const first = firstSentences(split, 2)
    expect([...first.offsets]).toEqual([0, 5, 8])
    expect(first.tokens).toHaveLength(8)
    expect(first.labels).toEqual(Uint16Array.of(0, 1))
  })

  it('keeps all for 0 and beyond the size', () => {
    expect(firstSentences(split, 0)).toBe(split)
    expect(firstSentences(split, 100)).toBe(split)
  })
})
