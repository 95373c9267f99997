import { describe, expect, it } from 'vitest'
import { defineProgram, gradient, placeholder, variable, type Tensor } from '../../../src/lab/graph'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { densityGap } from '../../../src/lab/objectives/density-gap'
import { gaussianKl } from '../../../src/lab/objectives/gaussian-kl'
import { checkObjective, objectiveName } from '../../../src/lab/objectives/choice'
import { METHODS } from '../../../src/lab/objectives/registry'
import { Random } from '../../../src/lab/random'
import { gradientError } from '../graph/check'

const engine = new OnnxEngine({ threads: 1 })
const BATCH = 8
const LATENT = 5

function setting(seed: number, order: number[] = Array.from({ length: BATCH }, (_, i) => i), logvarShift = -1) {
  const source = new Random(seed)
  const mean = source.fillNormal(new Float32Array(BATCH * LATENT))
  const logvar = source.fillNormal(new Float32Array(BATCH * LATENT)).map((v) => 0.5 * v + logvarShift)
  const samples = 64
  const noise = source.fillNormal(new Float32Array(BATCH * samples * LATENT))
  const permute = (array: Float32Array, width: number) =>
    Float32Array.from(order.flatMap((i) => [...array.subarray(i * width, (i + 1) * width)]))
  return { mean: permute(mean, LATENT), logvar: permute(logvar, LATENT), noise: permute(noise, samples * LATENT), samples }
}

async function value(
  { mean, logvar, noise, samples }: ReturnType<typeof setting>,
  build: (posterior: { mean: Tensor; logvar: Tensor }, noise: (members: number) => Tensor) => Tensor,
) {
  const posterior = { mean: variable('mean', [BATCH, LATENT]), logvar: variable('logvar', [BATCH, LATENT]) }
  const result = build(posterior, (members) => placeholder('noise', [BATCH / members, members, samples, LATENT]))
  const executable = await engine.compile(
    defineProgram({ result, keep: gaussianKl(posterior), slope: gradient(result, [posterior.mean])[0] }),
    new Map([
      ['mean', mean],
      ['logvar', logvar],
    ]),
  )
  const outputs = await executable.run({ noise }, {})
  await executable.release()
  return outputs.result[0]
}

const gap = (members: number) => (posterior: { mean: Tensor; logvar: Tensor }, noise: (members: number) => Tensor) =>
  densityGap(posterior, noise(members), BATCH / members, members)

describe('the density gap', () => {
  it('at |b| = 1 is the analytic KL within Monte Carlo error', async () => {
    const given = setting(1)
    const kl = await value(given, (posterior) => gaussianKl(posterior))
    const found = await value(given, gap(1))
    // The integrand's variance a sample and dimension is of the order of the KL's own size; 8·64 samples of 5 dimensions.
    expect(Math.abs(found - kl)).toBeLessThan(5 * Math.sqrt((LATENT * 4) / (BATCH * 64)))
  })

  it('is at most the KL: aggregating can only close the gap', async () => {
    for (const seed of [1, 2, 3]) {
      const given = setting(seed)
      expect(await value(given, gap(8))).toBeLessThan(await value(given, (posterior) => gaussianKl(posterior)))
    }
  })

  it('does not change when the batch is permuted, at full |b|', async () => {
    const straight = await value(setting(4), gap(8))
    const permuted = await value(setting(4, [3, 1, 4, 0, 7, 5, 2, 6]), gap(8))
    expect(permuted).toBeCloseTo(straight, 4)
  })

  it('falls as |b| grows', async () => {
    const given = setting(5)
    const gaps = [await value(given, gap(1)), await value(given, gap(2)), await value(given, gap(4)), await value(given, gap(8))]
    expect([...gaps].sort((a, b) => b - a)).toEqual(gaps)
  })

  it('has the gradient that its values have, whatever the chunks', async () => {
    for (const members of [1, 2, 6]) {
      const noise = placeholder('noise', [6 / members, members, 4, 2])
      const feeds = { noise: new Random('finite differences').fillNormal(new Float64Array(6 * 4 * 2)) }
      const error = await gradientError(
        [
          [6, 2],
          [6, 2],
        ],
        (mean, logvar) => densityGap({ mean, logvar }, noise, 6 / members, members),
        feeds,
      )
      expect(error).toBeLessThan(1e-6)
    }
  })

  it('survives posteriors so narrow that densities in linear space underflow', async () => {
    expect(Number.isFinite(await value(setting(6, undefined, -30), gap(8)))).toBe(true)
  })
})

describe('the registry', () => {
  it('fills defaults and names runs', () => {
    expect(checkObjective({ id: 'dg', parameters: {}, modifiers: {} })).toEqual({ id: 'dg', parameters: { agg_size: 32 }, modifiers: {} })
    expect(objectiveName({ id: 'dg', parameters: { agg_size: 4 }, modifiers: {} })).toBe('DG-VAE |b| = 4')
  })
  it('refuses in sentences', () => {
    expect(() => checkObjective({ id: 'gan', parameters: {}, modifiers: {} })).toThrow(/^There is no objective "gan"; choose one of vae, /)
    expect(() => checkObjective({ id: 'dg', parameters: { agg_size: 0 }, modifiers: {} })).toThrow(
      'The parameter "agg_size" of the objective "dg" must be a whole number from 1 to 512, not 0.',
    )
    expect(() => checkObjective({ id: 'dg', parameters: { agg_size: 2.5 }, modifiers: {} })).toThrow(/whole number/)
    expect(() => checkObjective({ id: 'vae', parameters: { gamma: 1 }, modifiers: {} })).toThrow(
      'The objective "vae" has no parameter "gamma"; it has none.',
    )
    expect(() => checkObjective({ id: 'beta', parameters: { kl_beta: NaN }, modifiers: {} })).toThrow(/from 0 to 10, not NaN/)
  })
  it('describes every objective within its own ranges', () => {
    for (const { parameters } of METHODS)
      for (const { min, max, default: standard, paper } of parameters)
        for (const v of [standard, ...paper]) expect(v >= min && v <= max).toBe(true)
  })
})
