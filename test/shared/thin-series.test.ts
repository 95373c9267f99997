import { describe, expect, test } from 'vitest'
import { thinnedIndices } from '../../src/shared/thin-series'

describe('thinning', () => {
  test('leaves what is short enough as it is', () => {
    expect(thinnedIndices(3, [[3, 2, 1]], 3)).toBeUndefined()
  })

  test('keeps both ends and every spike, in order', () => {
    const loss = Array.from({ length: 10_000 }, (_, i) => (i === 4321 ? 1e6 : i === 7777 ? -5 : 10 + Math.sin(i)))
    const kept = thinnedIndices(10_000, [loss], 100) ?? []
    expect(kept.length).toBeLessThanOrEqual(100)
    expect(kept.length).toBeGreaterThan(50)
    expect([kept[0], kept.at(-1)]).toEqual([0, 9999])
    expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b))
    expect(kept).toEqual(expect.arrayContaining([4321, 7777]))
  })

  test('has room for both ends beside the spikes of the last stretch, however few points are asked for', () => {
    const spiked = Array.from({ length: 300 }, (_, i) => (i === 290 ? 5 : i === 280 ? -5 : 0))
    for (const most of [4, 6, 8, 10])
      expect(thinnedIndices(300, [spiked], most), String(most)).toEqual(expect.arrayContaining([0, 280, 290, 299]))
  })

  test('keeps the spikes of every column, passes over gaps, and never more points than asked for', () => {
    const gaps = Array.from({ length: 1000 }, (_, i) => (i % 3 === 0 ? i % 100 : null))
    const flat = Float64Array.from({ length: 1000 }, (_, i) => (i === 600 ? 9 : i % 5 === 0 ? NaN : 0))
    const none = gaps.map(() => null)
    const kept = thinnedIndices(1000, [gaps, flat, none], 50) ?? []
    expect(kept.length).toBeLessThanOrEqual(50)
    expect(kept).toContain(600)
    expect(Math.max(...kept.map((i) => gaps[i] ?? 0))).toBe(99)
    expect(thinnedIndices(1000, [flat, gaps, flat], 4)?.length).toBeLessThanOrEqual(4)
  })
})
