import { describe, expect, it } from 'vitest'
import { marginalKlOf } from '../../../src/lab/evaluation/consistent-units'
import { MarginalDensity } from '../../../src/lab/evaluation/marginal-density'
import { makePosteriors, type GaussianPosteriors } from '../../../src/lab/evaluation/posteriors'
import { Random } from '../../../src/lab/random'

/** Posteriors of three dimensions, the widths of one sentence and another a factor of e^(±spread) apart. */
function posteriorsOf(seed: number, count: number, width: number, spread: number): GaussianPosteriors {
  const random = new Random('marginal density', seed)
  const mean = random.fillNormal(new Float64Array(3 * count))
  return makePosteriors(
    3,
    mean,
    random.fillNormal(new Float64Array(3 * count)).map((v) => 2 * (spread * v + Math.log(width))),
  )
}

/** log (1/N) Σ N(z; μ_n, σ_n²) with every term, the largest taken out first. */
function plainly({ count, latent, mean, logvar }: GaussianPosteriors, d: number, z: number): number {
  const logs = Array.from({ length: count }, (_, n) => {
    const i = n * latent + d
    return -0.5 * (Math.log(2 * Math.PI) + logvar[i] + ((z - mean[i]) / Math.exp(0.5 * logvar[i])) ** 2)
  })
  const largest = Math.max(...logs)
  return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0) / count)
}

describe('MarginalDensity', () => {
  it.each([
    [1, 1, 0],
    [2, 0.01, 1],
    [64, 1e-5, 0],
    [65, 0.3, 0.3],
    [1000, 1, 0.2],
    [1000, 0.01, 0],
    // From a hundred times narrower than the middle to a hundred times wider.
    [1000, 0.01, 1.5],
    [1000, 1e-6, 3],
  ])('of %i sentences, %d wide, is the sum over all of them, near and far', (count, width, spread) => {
    const posteriors = posteriorsOf(1, count, width, spread)
    for (const d of [0, 2]) {
      const density = new MarginalDensity(posteriors, d)
      for (const z of [-300, -8, -2.5, -1, -0.1, 0, posteriors.mean[d], 0.4, 1.7, 3.9, 8, 300]) {
        const expected = plainly(posteriors, d, z)
        expect(Math.abs(density.log(z) - expected)).toBeLessThan(1e-11 * Math.max(1, Math.abs(expected)))
      }
    }
  })

  it('takes sentences that are all the same', () => {
    const posteriors = makePosteriors(1, new Float64Array(200).fill(0.5), new Float64Array(200).fill(-3))
    const density = new MarginalDensity(posteriors, 0)
    for (const z of [-9, 0.5, 0.6, 9]) expect(density.log(z)).toBeCloseTo(plainly(posteriors, 0, z), 9)
  })
})

describe('marginalKlOf', () => {
  it('of posteriors so narrow that most of the line lies beyond them is the sum over every point of it', () => {
    const posteriors = posteriorsOf(2, 300, 0.004, 0.2)
    const step = 16 / 8000
    let sum = 0
    for (let p = 0; p <= 8000; p++) {
      const z = -8 + p * step
      const log = -0.5 * (Math.log(2 * Math.PI) + z * z)
      sum += Math.exp(log) * (log - plainly(posteriors, 1, z)) * step
    }
    expect(marginalKlOf(posteriors, 1) / sum).toBeCloseTo(1, 6)
  })
})
