import { describe, expect, it } from 'vitest'
import { activeUnits, varianceOfMeans } from '../../../src/lab/evaluation/active-units'
import { consistentUnits, marginalKl, marginalKlOf, marginalKlOfSamples } from '../../../src/lab/evaluation/consistent-units'
import { importanceLikelihoods } from '../../../src/lab/evaluation/importance'
import { AggregatedPosterior } from '../../../src/lab/evaluation/aggregated-posterior'
import { jointGaps, jointGapsOf } from '../../../src/lab/evaluation/joint-kl'
import { information } from '../../../src/lab/evaluation/mutual-information'
import { densitiesOf, logNormalPrior, makePosteriors, makeVmfPosteriors } from '../../../src/lab/evaluation/posteriors'
import { momentsOfW } from '../../../src/lab/model/von-mises-fisher'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { Random } from '../../../src/lab/random'
import { mean as meanOf } from '../../../src/lab/sums'

const engine = new OnnxEngine({ threads: 1 })
const random = () => new Random('metrics')
const constant = (count: number, latent: number, mean: number, logvar: number) =>
  makePosteriors(latent, new Float64Array(count * latent).fill(mean), new Float64Array(count * latent).fill(logvar))

describe('a collapsed posterior, N(0, 1) for every sentence', () => {
  const posteriors = constant(50, 4, 0, 0)
  it('has no active unit and every unit consistent', async () => {
    expect(activeUnits(posteriors)).toBe(0)
    expect(consistentUnits(await marginalKl(posteriors))).toEqual({ cu_01: 4, cu_03: 4, cu_05: 4, cu_10: 4 })
  })
  it('has joint KL 0: the aggregated posterior is the prior', async () => {
    for (const gap of await jointGaps(engine, posteriors, random(), () => {}, 500)) expect(gap).toBeCloseTo(0, 9)
  })
  it('has an aggregated density equal to the prior', async () => {
    const z = Float64Array.of(0.3, -1, 2, 0.1)
    const aggregated = await AggregatedPosterior.create(engine, posteriors)
    expect((await aggregated.logDensity(z))[0]).toBeCloseTo(logNormalPrior(z, 4), 12)
    await aggregated.release()
  })
})

describe('posteriors far apart and narrow', () => {
  const count = 64
  const mean = Float64Array.from({ length: count }, (_, n) => n * 10)
  const posteriors = makePosteriors(1, mean, new Float64Array(count).fill(Math.log(1e-4)))
  it('have mutual information near its ceiling, ln N, never above by more than the Monte Carlo error', async () => {
    expect(Math.abs(meanOf(await information(engine, posteriors, random())) - Math.log(count))).toBeLessThan(5 * Math.sqrt(0.5 / count))
  })
  it('leave a hole', () => {
    expect(marginalKlOf(posteriors, 0)).toBeGreaterThan(1)
  })
})

describe('jointGaps', () => {
  // More sentences than the engine takes at a time, too.
  it.each([30, 1100])('agrees with the density computed sentence by sentence, of %i', async (count) => {
    const source = random()
    const posteriors = makePosteriors(
      3,
      source.fillNormal(new Float64Array(3 * count)),
      source.fillNormal(new Float64Array(3 * count)).map((v) => v - 4),
    )
    const samples = source.fillNormal(new Float64Array(300))
    const { logPosterior } = densitiesOf(posteriors)
    const gaps = await jointGapsOf(engine, posteriors, samples)
    gaps.forEach((gap, s) => {
      let density = 0
      for (let n = 0; n < count; n++) density += Math.exp(logPosterior(n, samples, 3 * s)) / count
      expect(gap).toBeCloseTo(logNormalPrior(samples, 3, 3 * s) - Math.log(density), 9)
    })
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
      expect(marginalKlOf(posteriors, 0)).toBeCloseTo(Math.log(s) + (1 + m * m) / (2 * s * s) - 0.5, 5)
    }
  })
  it('agrees with Monte Carlo over prior samples within five standard errors', async () => {
    const source = random()
    const posteriors = makePosteriors(
      2,
      source.fillNormal(new Float64Array(60)),
      source.fillNormal(new Float64Array(60)).map((v) => v - 2),
    )
    const samples = source.fillNormal(new Float64Array(40_000))
    const sampled = marginalKlOfSamples(posteriors, samples)
    ;(await marginalKl(posteriors)).forEach((value, d) =>
      expect(Math.abs(value - sampled[d])).toBeLessThan(5 * Math.sqrt((2 * value + value ** 2) / 20_000)),
    )
  })
  it('stays finite where every density underflows', () => {
    expect(Number.isFinite(marginalKlOf(makePosteriors(1, [7.9], [-20]), 0))).toBe(true)
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
      densitiesOf(makePosteriors(2, [0, 0], [0, 0])),
      0,
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
    const { prior } = importanceLikelihoods(densitiesOf(makePosteriors(1, [0.5], [Math.log(0.5)])), 0, z, logPxz)
    expect(Math.abs(Math.exp(prior) / Math.exp(-0.5 * (Math.log(4 * Math.PI) + 0.5)) - 1)).toBeLessThan(0.05)
  })
})

describe('posteriors on the sphere', () => {
  const latent = 6
  const kappa = 20
  const source = random()
  const directions = source.fillNormal(new Float64Array(40 * latent))
  for (let n = 0; n < 40; n++) {
    const row = directions.subarray(n * latent, (n + 1) * latent)
    const length = Math.hypot(...row)
    row.forEach((value, d) => (row[d] = value / length))
  }
  const posteriors = makeVmfPosteriors(latent, directions, kappa)
  it('give points of length 1 whose mean part along μ is A(κ)', () => {
    const { drawPosterior } = densitiesOf(posteriors)
    const z = new Float64Array(latent)
    let along = 0
    for (let s = 0; s < 4000; s++) {
      drawPosterior(3, z, 0, source)
      expect(Math.hypot(...z)).toBeCloseTo(1, 10)
      along += z.reduce((sum, value, d) => sum + value * directions[3 * latent + d], 0) / 4000
    }
    const { mean, variance } = momentsOfW(latent, kappa)
    expect(Math.abs(along - mean)).toBeLessThan(5 * Math.sqrt(variance / 4000))
  })
  it('have mutual information between 0 and ln N, with a sampled entropy', async () => {
    const shares = await information(engine, posteriors, random())
    const mi = shares.reduce((sum, share) => sum + share, 0) / shares.length
    expect(mi).toBeGreaterThan(0.5)
    expect(mi).toBeLessThan(Math.log(40))
  })
  it('have no information and no hole where all are one and nearly uniform', async () => {
    const flat = makeVmfPosteriors(
      latent,
      new Float64Array(40 * latent).map((_, i) => (i % latent === 0 ? 1 : 0)),
      1e-6,
    )
    expect(meanOf(await information(engine, flat, random()))).toBeCloseTo(0, 5)
    for (const gap of await jointGaps(engine, flat, random(), () => {}, 200)) expect(gap).toBeCloseTo(0, 5)
  })
})
