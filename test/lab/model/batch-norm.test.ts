import { describe, expect, it } from 'vitest'
import { defineProgram, filled, variable } from '../../../src/lab/graph'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { batchNormEvaluation, batchNormTraining } from '../../../src/lab/model/batch-norm'
import { gaussianKl } from '../../../src/lab/objectives/gaussian-kl'
import { Random } from '../../../src/lab/random'

const engine = new OnnxEngine({ threads: 1 })
const LATENT = 6

async function run(batch: number, gamma: number, steps = 1) {
  const x = variable('x', [batch, LATENT])
  const shift = variable('shift', [LATENT])
  const running = { mean: variable('running_mean', [LATENT]), variance: variable('running_variance', [LATENT]) }
  const trained = batchNormTraining(x, gamma, shift, running)
  const store = new Map([
    ['x', new Random('x').fillNormal(new Float32Array(batch * LATENT)).map((v) => 3 * v + 5)],
    ['shift', new Random('shift').fillNormal(new Float32Array(LATENT))],
    ['running_mean', new Float32Array(LATENT)],
    ['running_variance', new Float32Array(LATENT).fill(1)],
  ])
  const kl = gaussianKl({ mean: trained.mean, logvar: filled(0, [batch, LATENT]) })
  const updates = new Map([
    [running.mean, trained.running.mean],
    [running.variance, trained.running.variance],
  ])
  const training = await engine.compile(defineProgram({ mean: trained.mean, kl }, updates), store)
  let outputs = await training.run({}, {})
  for (let i = 1; i < steps; i++) outputs = await training.run({}, {})
  await training.release()
  const evaluation = await engine.compile(defineProgram({ mean: batchNormEvaluation(x, gamma, shift, running) }), store)
  const evaluated = (await evaluation.run({}, {})).mean
  await evaluation.release()
  return { kl: outputs.kl, mean: outputs.mean, evaluated, store }
}

describe('batch normalisation of the posterior', () => {
  it.each([0.6, 0.7, 1.2, 1.8])('keeps the KL of a training batch at D·γ²/2 or more, γ = %d', async (gamma) => {
    const { kl } = await run(32, gamma)
    expect(kl[0]).toBeGreaterThan(((LATENT * gamma * gamma) / 2) * (1 - 1e-4))
  })

  it('gives each unit the mean of its shift and the deviation γ', async () => {
    const { mean, store } = await run(32, 0.7)
    const column = [...mean].filter((_, i) => i % LATENT === 2)
    const average = column.reduce((a, b) => a + b) / 32
    expect(average).toBeCloseTo(store.get('shift')![2], 5)
    expect(Math.sqrt(column.reduce((sum, v) => sum + (v - average) ** 2, 0) / 32)).toBeCloseTo(0.7, 4)
  })

  it('evaluates as it trained once its running moments have seen the batch often, but for the unbiased variance', async () => {
    const { mean, evaluated, store } = await run(32, 0.7, 200)
    const shift = store.get('shift')!
    const factor = Math.sqrt(31 / 32)
    mean.forEach((value, i) => expect(evaluated[i] - shift[i % LATENT]).toBeCloseTo((value - shift[i % LATENT]) * factor, 4))
  })

  it('does not break its running moments on a batch of one', async () => {
    const { store, mean } = await run(1, 0.7)
    for (const values of [mean, store.get('running_mean')!, store.get('running_variance')!])
      expect([...values].every(Number.isFinite)).toBe(true)
  })
})
