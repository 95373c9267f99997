import { describe, expect, it } from 'vitest'
import { add, defineProgram, gradient, placeholder, variable, type Tensor } from '../../../src/lab/graph'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { adversarialLosses, type Linear } from '../../../src/lab/objectives/adversarial'
import { maximumMeanDiscrepancy } from '../../../src/lab/objectives/mmd'
import { Random } from '../../../src/lab/random'

const engine = new OnnxEngine({ threads: 1 })
const LATENT = 4

async function evaluate(
  outputs: Record<string, Tensor>,
  values: Record<string, Float32Array>,
  feeds: Record<string, Float32Array>,
  rows?: number,
) {
  const executable = await engine.compile(defineProgram(outputs), new Map(Object.entries(values)))
  const result = await executable.run(feeds, rows ? { rows } : {})
  await executable.release()
  return result
}

const samples = (seed: number, rows: number, shift = 0) =>
  new Random(seed, 'samples').fillNormal(new Float32Array(rows * LATENT)).map((v) => v + shift)

describe('the maximum mean discrepancy', () => {
  async function mmd(prior: Float32Array, posterior: Float32Array) {
    const value = maximumMeanDiscrepancy(placeholder('prior', ['rows', LATENT]), placeholder('posterior', ['rows', LATENT]))
    return (await evaluate({ value }, {}, { prior, posterior }, prior.length / LATENT)).value[0]
  }
  it('is about 0 between samples of one distribution and grows with the distance between two', async () => {
    expect(Math.abs(await mmd(samples(1, 500), samples(2, 500)))).toBeLessThan(5e-3)
    const distances = [
      await mmd(samples(1, 500), samples(2, 500)),
      await mmd(samples(1, 500), samples(2, 500, 0.5)),
      await mmd(samples(1, 500), samples(2, 500, 2)),
    ]
    expect([...distances].sort((a, b) => a - b)).toEqual(distances)
  })
  it('is what its definition says, each pair by itself', async () => {
    const [p, q] = [samples(3, 7), samples(4, 7, 1)]
    const kernel = (a: Float32Array, i: number, b: Float32Array, j: number) => {
      let distance = 0
      for (let d = 0; d < LATENT; d++) distance += (a[i * LATENT + d] - b[j * LATENT + d]) ** 2
      return (2 * LATENT) / (1e-9 + 2 * LATENT + distance)
    }
    let expected = 0
    for (let i = 0; i < 7; i++)
      for (let j = 0; j < 7; j++) expected += (i === j ? 0 : (kernel(p, i, p, j) + kernel(q, i, q, j)) / 42) - (2 * kernel(p, i, q, j)) / 49
    expect(await mmd(p, q)).toBeCloseTo(expected, 5)
  })
})

describe('the adversarial losses', () => {
  const rows = 20
  const layer = (name: string, out: number): Linear => ({
    weight: variable(`${name}.weight`, [LATENT, out]),
    bias: variable(`${name}.bias`, [out]),
  })
  const network = [layer('first', LATENT), layer('second', LATENT), layer('last', 2)] as const
  const parameters = network.flatMap(({ weight, bias }) => [weight, bias])
  const nameOf = (tensor: Tensor) => (tensor.node.attributes as { name: string }).name
  const sizeOf = (tensor: Tensor) => (tensor.shape as number[]).reduce((a, b) => a * b, 1)
  const values = (scale: number) =>
    Object.fromEntries(parameters.map((p) => [nameOf(p), new Random(nameOf(p)).fillUniform(new Float32Array(sizeOf(p)), scale)]))
  const posterior = variable('posterior', [rows, LATENT])
  const { discriminator, generator } = adversarialLosses(network, placeholder('prior', [rows, LATENT]), posterior)

  it('are both ln 2 where the discriminator knows nothing', async () => {
    const found = await evaluate({ discriminator, generator }, { ...values(0), posterior: samples(1, rows) }, { prior: samples(2, rows) })
    expect(found.discriminator[0]).toBeCloseTo(Math.LN2, 6)
    expect(found.generator[0]).toBeCloseTo(Math.LN2, 6)
  })

  it('train only what is theirs: the discriminator never the samples, the generator never the discriminator', async () => {
    const all = [posterior, ...parameters]
    const slopes = (loss: Tensor, key: string) => Object.fromEntries(gradient(loss, all).map((g, i) => [`${key}${i}`, g]))
    const outputs = {
      ...slopes(discriminator, 'd'),
      ...slopes(generator, 'g'),
      ...slopes(add(discriminator, generator), 's'),
      discriminator,
    }
    const found = await evaluate(outputs, { ...values(1), posterior: samples(1, rows) }, { prior: samples(2, rows) })
    const zero = (name: string) => found[name].every((v) => v === 0)
    expect(zero('d0')).toBe(true)
    expect(zero('g0')).toBe(false)
    for (let i = 1; i < all.length; i++) {
      expect(zero(`g${i}`)).toBe(true)
      expect(zero(`d${i}`)).toBe(false)
      expect(found[`s${i}`]).toEqual(found[`d${i}`])
    }
    expect(found.s0).toEqual(found.g0)
  })
})
