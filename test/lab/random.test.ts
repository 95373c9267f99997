import { describe, expect, it } from 'vitest'
import { Random } from '../../src/lab/random'

describe('Random', () => {
  it('gives one stream for one set of labels and another for another', () => {
    const draw = (...labels: (string | number)[]) => Array.from({ length: 4 }, (_, __, random = new Random(...labels)) => random.uint32())
    expect(draw(1, 'noise', 3)).toEqual(draw(1, 'noise', 3))
    expect(new Random(1, 'noise', 3).uint32()).not.toBe(new Random(1, 'noise', 4).uint32())
    expect(new Random(1, 11).uint32()).not.toBe(new Random(11, 1).uint32())
  })

  it('follows xoshiro128** from its state', () => {
    // First outputs of the reference implementation for the state 1, 2, 3, 4.
    const random = new Random(0)
    ;(random as unknown as { s: Uint32Array }).s.set([1, 2, 3, 4])
    expect(Array.from({ length: 4 }, () => random.uint32())).toEqual([11520, 0, 5927040, 70819200])
  })

  it('draws standard normals: mean, variance and fourth moment within five standard errors', () => {
    const n = 200_000
    const x = new Random(7).fillNormal(new Float64Array(n))
    const moment = (k: number) => x.reduce((sum, value) => sum + value ** k, 0) / n
    expect(Math.abs(moment(1))).toBeLessThan(5 / Math.sqrt(n))
    expect(Math.abs(moment(2) - 1)).toBeLessThan(5 * Math.sqrt(2 / n))
    expect(Math.abs(moment(4) - 3)).toBeLessThan(5 * Math.sqrt(96 / n))
  })

  it.each([0.5, 0.3])('keeps a share of 1 − %d in dropout and scales what is kept', (rate) => {
    const n = 100_003
    const mask = new Random(3).fillDropout(new Float32Array(n), rate)
    const kept = mask.filter((value) => value !== 0)
    expect(Math.abs(kept.length / n - (1 - rate))).toBeLessThan(5 * Math.sqrt((rate * (1 - rate)) / n))
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - rate))]))
  })

  it('leaves all at 1 without dropout', () => {
    expect([...new Random(3).fillDropout(new Float32Array(3), 0)]).toEqual([1, 1, 1])
  })
})
