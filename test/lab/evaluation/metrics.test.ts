import { describe, expect, it } from 'vitest'
import { activeUnits, varianceOfMeans } from '../../../src/lab/evaluation/active-units'
import { consistentUnits, marginalKl, marginalKlOfSamples } from '../../../src/lab/evaluation/consistent-units'
import { importanceLikelihoods } from '../../../src/lab/evaluation/importance'
import { jointKl, jointKlOfSamples } from '../../../src/lab/evaluation/joint-kl'
import { mutualInformation } from '../../../src/lab/evaluation/mutual-information'
import { AggregatedPosterior, logPrior, makePosteriors } from '../../../src/lab/evaluation/posteriors'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { Random } from '../../../src/lab/random'

const engine = new OnnxEngine({ threads: 1 })
const random = () => new Random('metrics')
const constant = (count: number, latent: number, mean: number, logvar: number) =>
  makePosteriors(latent, new Float64Array(count * latent).fill(mean), new Float64Array(count * latent).fill(logvar))

describe('a collapsed posterior, N(0, 1) for every sentence', () => {
  const posteriors = constant(50, 4, 0, 0)
  it('has no active unit and every unit consistent', () => {
    expect(activeUnits(posteriors)).toBe(0)
    expect(consistentUnits(marginalKl(posteriors))).toEqual({ cu_01: 4, cu_03: 4, cu_05: 4, cu_10: 4 })
  })
  it('has joint KL 0: the aggregated posterior is the prior', async () => {
    expect(await jointKl(engine, posteriors, random(), () => {}, 500)).toBeCloseTo(0, 12)
  })
  it('has an aggregated density equal to the prior', () => {
    const z = [0.3, -1, 2, 0.1]
    expect(new AggregatedPosterior(posteriors).logDensity(z)).toBeCloseTo(logPrior(z, 4), 12)
  })
})

describe('posteriors far apart and narrow', () => {
  const count = 64
  const mean = Float64Array.from({ length: count }, (_, n) => n * 10)
  const posteriors = makePosteriors(1, mean, new Float64Array(count).fill(Math.log(1e-4)))
  it('have mutual information near its ceiling, ln N, never above by more than the Monte Carlo error', () => {
    const noise = random().fillNormal(new Float64Array(count))
    expect(Math.abs(mutualInformation(posteriors, noise) - Math.log(count))).toBeLessThan(5 * Math.sqrt(0.5 / count))
  })
  it('leave a hole', () => {
    expect(marginalKl(posteriors)[0]).toBeGreaterThan(1)
  })
})

describe('jointKl', () => {
  it('agrees with the density computed sentence by sentence', async () => {
    const source = random()
    const posteriors = makePosteriors(
      3,
      source.fillNormal(new Float64Array(90)),
      source.fillNormal(new Float64Array(90)).map((v) => v - 4),
    )
    const samples = source.fillNormal(new Float64Array(300))
    const aggregated = new AggregatedPosterior(posteriors)
    let sum = 0
    for (let s = 0; s < 100; s++) sum += logPrior(samples, 3, 3 * s) - aggregated.logDensity(samples, 3 * s)
    expect(await jointKlOfSamples(engine, posteriors, samples)).toBeCloseTo(sum / 100, 9)
  })
})

describe('marginalKl', () => {
  it('is the closed form for one Gaussian', () => {
    // KL(N(0,1) ‖ N(m, s²)) = ln s + (1 + m²)/2s² − ½
    for (const [m, s] of [
      [0.5, 1],
      [0, 0.5],
      [-0.3, 1.7],
      [0.1, 0.2],
    ]) {
      const posteriors = makePosteriors(1, [m], [2 * Math.log(s)])
      expect(marginalKl(posteriors)[0]).toBeCloseTo(Math.log(s) + (1 + m * m) / (2 * s * s) - 0.5, 5)
    }
  })
  it('agrees with Monte Carlo over prior samples within five standard errors', () => {
    const source = random()
    const posteriors = makePosteriors(
      2,
      source.fillNormal(new Float64Array(60)),
      source.fillNormal(new Float64Array(60)).map((v) => v - 2),
    )
    const samples = source.fillNormal(new Float64Array(40_000))
    const sampled = marginalKlOfSamples(posteriors, samples)
    marginalKl(posteriors).forEach((value, d) =>
      expect(Math.abs(value - sampled[d])).toBeLessThan(5 * Math.sqrt((2 * value + value ** 2) / 20_000)),
    )
  })
  it('stays finite where every density underflows', () => {
    expect(Number.isFinite(marginalKl(makePosteriors(1, [7.9], [-20]))[0])).toBe(true)
  })
})

describe('activeUnits', () => {
  it('takes the unbiased variance at 0.01 as active', () => {
    // Two sentences at ±a: unbiased variance 2a².
    const a = Math.sqrt(0.005)
    const posteriors = makePosteriors(2, [a * 1.0001, a * 0.9, -a * 1.0001, -a * 0.9], [0, 0, 0, 0])
    expect(varianceOfMeans(posteriors)[0]).toBeGreaterThan(0.01)
    expect(activeUnits(posteriors)).toBe(1)
  })
})

describe('importanceLikelihoods', () => {
  it('is log p(x) itself where p(x|z) does not depend on z and posterior equals prior', () => {
    const { prior, posterior } = importanceLikelihoods(
      [0, 0],
      [0, 0],
      random().fillNormal(new Float64Array(32)),
      new Float64Array(16).fill(-12.5),
    )
    expect(prior).toBeCloseTo(-12.5, 12)
    expect(posterior).toBeCloseTo(-12.5, 12)
  })
  it('estimates ∫ p(x|z) p(z) dz of a linear Gaussian within five percent', () => {
    // p(x|z) = N(x; z, 1), x = 1: p(x) = N(1; 0, 2); posterior N(1/2, 1/2). Many samples for a tight answer.
    const source = random()
    const n = 20_000
    const z = Float64Array.from({ length: n }, (_, i) => (i < n / 2 ? source.normal() : 0.5 + Math.SQRT1_2 * source.normal()))
    const logPxz = z.map((value) => -0.5 * (Math.log(2 * Math.PI) + (1 - value) ** 2))
    const { prior } = importanceLikelihoods([0.5], [Math.log(0.5)], z, logPxz)
    expect(Math.abs(Math.exp(prior) / Math.exp(-0.5 * (Math.log(4 * Math.PI) + 0.5)) - 1)).toBeLessThan(0.05)
  })
})
