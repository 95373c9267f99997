import { describe, expect, it } from 'vitest'
import { makePosteriors, makeVmfPosteriors } from '../../../src/lab/evaluation/posteriors'
import { BINS, binsOf, binsReaching, centresOf, normalBins, normalCdf, sphereBins } from '../../../src/lab/monitor/bins'
import { evenly, marginalsOf } from '../../../src/lab/monitor/marginals'
import { Random } from '../../../src/lab/random'

const total = (values: ArrayLike<number>, width: number) => Array.from(values).reduce((sum, value) => sum + value * width, 0)

describe('bins', () => {
  it('know the normal distribution', () => {
    // Tables of the standard normal.
    for (const [z, p] of [
      [0, 0.5],
      [1, 0.8413447],
      [-1.959964, 0.025],
      [3, 0.9986501],
    ])
      expect(normalCdf(z)).toBeCloseTo(p, 6)
    const bins = binsOf(5)
    expect(total(normalBins(bins), bins.width)).toBeCloseTo(1, 5)
    expect(centresOf(bins)[BINS / 2]).toBeCloseTo(0.05)
  })

  it('know the uniform distribution on the sphere, which in many dimensions is nearly normal', () => {
    const many = binsOf(5)
    const [sphere, normal] = [sphereBins(many, 2000), normalBins(many)]
    sphere.forEach((value, b) => expect(value).toBeCloseTo(normal[b], 2))
    // Archimedes: a coordinate of the uniform distribution on the sphere in three dimensions is uniform.
    const three = binsOf(Math.sqrt(3))
    for (const value of sphereBins(three, 3)) expect(value).toBeCloseTo(1 / (2 * Math.sqrt(3)), 6)
  })

  it('reach as far as posteriors scatter, in steps of two', () => {
    expect([1, 5, 5.1, 33, 1e6].map((reach) => binsReaching(reach).extent)).toEqual([5, 5, 10, 40, 640])
  })
})

describe('marginals', () => {
  const count = 400
  const random = new Random('marginals')

  it('of a collapsed posterior are the prior: KL about 0, no variance of means', async () => {
    const { bins, density, kl, meanVariance } = await marginalsOf(
      makePosteriors(2, new Float64Array(2 * count), new Float64Array(2 * count)),
    )
    const normal = normalBins(bins)
    for (let d = 0; d < 2; d++) {
      density.subarray(d * BINS, (d + 1) * BINS).forEach((value, b) => expect(value).toBeCloseTo(normal[b], 5))
      expect(kl[d]).toBeCloseTo(0, 6)
      expect(meanVariance[d]).toBe(0)
    }
  })

  it('see each dimension by itself: two spikes far apart beside one that fills the prior', async () => {
    const mean = new Float64Array(2 * count)
    const logvar = new Float64Array(2 * count)
    for (let n = 0; n < count; n++) {
      mean[2 * n] = n % 2 ? 1.5 : -1.5
      logvar[2 * n] = 2 * Math.log(0.01)
      mean[2 * n + 1] = Math.SQRT1_2 * random.normal()
      logvar[2 * n + 1] = Math.log(0.5)
    }
    const { bins, density, kl, meanVariance } = await marginalsOf(makePosteriors(2, mean, logvar))
    expect(bins.extent).toBe(5)
    expect(total(density.subarray(0, BINS), bins.width)).toBeCloseTo(1, 5)
    expect([...density.subarray(0, BINS)].filter((value) => value > 0.01)).toHaveLength(4)
    expect(kl[0]).toBeGreaterThan(10)
    expect(kl[1]).toBeLessThan(0.03)
    expect(meanVariance[0]).toBeCloseTo(2.25, 1)
    expect(meanVariance[1]).toBeCloseTo(0.5, 0)
  })

  it('widen their grid for means that lie far out', async () => {
    const mean = Float64Array.from({ length: count }, () => 12 * random.normal())
    const { bins, density } = await marginalsOf(makePosteriors(1, mean, new Float64Array(count).fill(-9)))
    expect(bins.extent).toBe(40)
    expect(total(density, bins.width)).toBeCloseTo(1, 4)
  })

  it('on the sphere are compared with its own prior', async () => {
    const latent = 8
    const directions = (same: boolean) =>
      Float64Array.from({ length: 2000 * latent }, (_, i) => (same ? Number(i % latent === 0) : random.normal()))
    const unit = (values: Float64Array) => {
      for (let n = 0; n < values.length; n += latent) {
        const norm = Math.hypot(...values.subarray(n, n + latent))
        for (let d = 0; d < latent; d++) values[n + d] /= norm
      }
      return values
    }
    const spread = await marginalsOf(makeVmfPosteriors(latent, unit(directions(false)), 20))
    const stuck = await marginalsOf(makeVmfPosteriors(latent, directions(true), 20))
    for (const kl of spread.kl) expect(kl).toBeLessThan(0.01)
    expect(stuck.kl[0]).toBeGreaterThan(1)
    expect(total(spread.density.subarray(0, BINS), spread.bins.width)).toBeCloseTo(1, 3)
  })

  it('take sentences evenly where there are too many', () => {
    expect(evenly(3, 10)).toEqual([0, 1, 2])
    expect(evenly(10, 4)).toEqual([0, 2, 5, 7])
  })
})
