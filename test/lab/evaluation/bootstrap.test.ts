import { describe, expect, it } from 'vitest'
import { asColumns, bootstrap, drawCounts, percentileInterval, weightedSums } from '../../../src/lab/evaluation/bootstrap'
import { Random } from '../../../src/lab/random'

const meanOf = (values: Float64Array) => (counts: Float64Array) => [weightedSums(values, counts)[0] / values.length]

describe('the bootstrap', () => {
  it('gives a mean the width 2 · 1.96 · s/√n, around it', async () => {
    const n = 400
    const values = new Random('width').fillNormal(new Float64Array(n)).map((v) => 3 * v + 7)
    const mean = values.reduce((sum, v) => sum + v, 0) / n
    const s = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1))
    const [[low, high]] = (await bootstrap(n, meanOf(values), { random: new Random(1), resamples: 4000 })) as [[number, number]]
    // 4000 resamples fix each percentile to about 4 % of its distance from the mean.
    expect(Math.abs((high - low) / ((2 * 1.959964 * s) / Math.sqrt(n)) - 1)).toBeLessThan(0.1)
    expect(low).toBeLessThan(mean)
    expect(high).toBeGreaterThan(mean)
  })

  it('covers the true mean about 95 times of 100', async () => {
    let covered = 0
    const trials = 300
    for (let t = 0; t < trials; t++) {
      const values = new Random('trial', t).fillNormal(new Float64Array(60))
      const [[low, high]] = (await bootstrap(60, meanOf(values), { random: new Random('resample', t), resamples: 200 })) as [
        [number, number],
      ]
      if (low <= 0 && 0 <= high) covered++
    }
    // Percentiles of 60 cover a little less than 95 %; three standard errors of 300 trials are 3.8 %.
    expect(covered / trials).toBeGreaterThan(0.89)
    expect(covered / trials).toBeLessThan(0.985)
  })

  it('is reproducible by its seed', async () => {
    const values = new Random('seed').fillNormal(new Float64Array(50))
    const interval = (seed: number) => bootstrap(50, meanOf(values), { random: new Random(seed) })
    expect(await interval(1)).toEqual(await interval(1))
    expect(await interval(1)).not.toEqual(await interval(2))
  })

  it('has no interval where nothing can vary or a statistic is not finite, and none of no width but of a constant', async () => {
    const one = await bootstrap(1, () => [4], { random: new Random(1) })
    expect(one).toEqual([null])
    const infinite = await bootstrap(3, (counts) => [counts[0] / counts[1], 5], { random: new Random(1) })
    expect(infinite).toEqual([null, [5, 5]])
  })

  it('can be cancelled, and reports its end', async () => {
    const values = new Float64Array(1000).fill(1)
    const stopped = bootstrap(1000, meanOf(values), {
      random: new Random(1),
      resamples: 1e9,
      onProgress: () => {
        throw new Error('Cancelled.')
      },
    })
    await expect(stopped).rejects.toThrow('Cancelled.')
    const reported: number[] = []
    await bootstrap(10, meanOf(values.subarray(0, 10)), { random: new Random(1), onProgress: (share) => reported.push(share) })
    expect(reported.at(-1)).toBe(1)
  })
})

describe('what it is made of', () => {
  it('draws as many units as there are', () => {
    const counts = drawCounts(new Float64Array(30).fill(9), new Random(2))
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(30)
    expect(counts.some((count) => count > 1)).toBe(true)
  })
  it('takes percentiles between order statistics', () => {
    expect(percentileInterval(Float64Array.from({ length: 101 }, (_, i) => 100 - i))).toEqual([2.5, 97.5])
  })
  it('sums columns by weight', () => {
    const columns = asColumns([
      [1, 2, 3],
      [10, 20, 30],
    ])
    expect([...columns]).toEqual([1, 10, 2, 20, 3, 30])
    expect([...weightedSums(columns, Float64Array.of(2, 0, 1))]).toEqual([5, 50])
  })
})
