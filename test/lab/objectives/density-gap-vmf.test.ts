import { describe, expect, it } from 'vitest'
import { defineProgram, gradient, placeholder, reduceSumSquare, times, variable } from '../../../src/lab/graph'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { sampleVonMisesFisher, unit } from '../../../src/lab/model/vmf-posterior'
import { klToUniform, momentsOfW } from '../../../src/lab/model/von-mises-fisher'
import { VmfSampler } from '../../../src/lab/model/vmf-sampler'
import { densityGapVmf } from '../../../src/lab/objectives/density-gap-vmf'
import { Random } from '../../../src/lab/random'

const engine = new OnnxEngine({ threads: 1 })
const BATCH = 8
const SAMPLES = 64

function setting(latent: number, kappa: number) {
  const random = new Random('gap', latent, kappa)
  return {
    mean: random.fillNormal(new Float32Array(BATCH * latent)),
    w: new VmfSampler(latent, kappa).fill(new Float32Array(BATCH * SAMPLES), random),
    noise: random.fillNormal(new Float32Array(BATCH * SAMPLES * latent)),
  }
}

async function gap(latent: number, kappa: number, members: number, { mean, w, noise }: ReturnType<typeof setting>) {
  // Chunks and members are symbols, as in training.
  const means = placeholder('mean', [times('chunks', 'members'), latent])
  const shape = (width: number) => ['chunks', 'members', SAMPLES, width]
  const value = densityGapVmf(means, placeholder('w', shape(1)), placeholder('noise', shape(latent)), kappa, 'chunks', 'members')
  const executable = await engine.compile(defineProgram({ value, slope: gradient(value, [means])[0] }), new Map())
  const outputs = await executable.run({ mean, w, noise }, { chunks: BATCH / members, members })
  await executable.release()
  return outputs
}

describe('the density gap on the sphere', () => {
  it.each([
    [3, 5],
    [32, 13],
    [32, 200],
    [512, 1000],
  ])('in %d dimensions at κ = %d is with |b| = 1 the KL, within Monte Carlo error, and falls as |b| grows', async (latent, kappa) => {
    const given = setting(latent, kappa)
    const gaps: number[] = []
    for (const members of [1, 2, 4, 8]) gaps.push((await gap(latent, kappa, members, given)).value[0])
    const error = kappa * Math.sqrt(momentsOfW(latent, kappa).variance / (BATCH * SAMPLES))
    expect(Math.abs(gaps[0] - klToUniform(latent, kappa))).toBeLessThan(5 * error)
    expect([...gaps].sort((a, b) => b - a)).toEqual(gaps)
  })

  it('does not change when the batch is permuted, at full |b|', async () => {
    const given = setting(8, 13)
    const order = [3, 1, 4, 0, 7, 5, 2, 6]
    const permute = (array: Float32Array) => {
      const width = array.length / BATCH
      return Float32Array.from(order.flatMap((i) => [...array.subarray(i * width, (i + 1) * width)]))
    }
    const permuted = { mean: permute(given.mean), w: permute(given.w), noise: permute(given.noise) }
    expect((await gap(8, 13, 8, permuted)).value[0]).toBeCloseTo((await gap(8, 13, 8, given)).value[0], 4)
  })

  it('has finite gradients where a mean is zero', async () => {
    const given = setting(4, 5)
    given.mean.fill(0, 0, 4)
    expect([...(await gap(4, 5, 8, given)).slope].every(Number.isFinite)).toBe(true)
  })
})

describe('samples of vMF', () => {
  it('lie on the sphere, w of the way along their mean', async () => {
    const { mean, w, noise } = setting(16, 50)
    const direction = unit(variable('mean', [BATCH, 1, 16]))
    const z = sampleVonMisesFisher(direction, placeholder('w', [BATCH, SAMPLES, 1]), placeholder('noise', [BATCH, SAMPLES, 16]))
    const program = defineProgram({ z, direction, lengths: reduceSumSquare(z, [-1]) })
    const executable = await engine.compile(program, new Map([['mean', mean]]))
    const found = await executable.run({ w, noise }, {})
    await executable.release()
    for (const length of found.lengths) expect(length).toBeCloseTo(1, 5)
    for (let i = 0; i < BATCH * SAMPLES; i++) {
      const mu = found.direction.subarray(16 * Math.floor(i / SAMPLES))
      let along = 0
      for (let d = 0; d < 16; d++) along += mu[d] * found.z[16 * i + d]
      expect(along).toBeCloseTo(w[i], 5)
    }
  })
})
