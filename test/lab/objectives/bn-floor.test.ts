import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../../src/shared/settings'
import { defineProgram, variable } from '../../../src/lab/graph'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { BATCH_NORM_EPSILON, batchNormTraining } from '../../../src/lab/model/batch-norm'
import { batchTokens, splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { initialParameters } from '../../../src/lab/model/shape'
import { bn } from '../../../src/lab/objectives/bn'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { gaussianKl } from '../../../src/lab/objectives/gaussian-kl'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { Random } from '../../../src/lab/random'
import { Stepper } from '../../../src/lab/training/stepper'

const engine = new OnnxEngine({ threads: 1 })
const GAMMAS = bn.descriptor.parameters[0].paper

describe("BN-VAE's KL on a training batch", () => {
  it.each(GAMMAS.flatMap((gamma) => [10, 1, 0.03, 0.003].map((spread) => [gamma, spread] as const)))(
    'at γ = %d and means %d apart is at least D·γ²/2 · var/(var + 1e-5)',
    async (gamma, spread) => {
      const [batch, latent] = [12, 5]
      const random = new Random('bn', gamma, spread)
      const store = new Map([
        ['mean', random.fillNormal(new Float32Array(batch * latent)).map((m) => spread * m)],
        ['logvar', random.fillNormal(new Float32Array(batch * latent)).map((v) => 0.01 * v)],
        ['shift', random.fillNormal(new Float32Array(latent)).map((v) => 0.01 * v)],
        ['running', new Float32Array(latent)],
      ])
      const raw = variable('mean', [batch, latent])
      const running = { mean: variable('running', [latent]), variance: variable('running', [latent]) }
      const { mean } = batchNormTraining(raw, gamma, variable('shift', [latent]), running)
      const executable = await engine.compile(
        defineProgram({ kl: gaussianKl({ mean, logvar: variable('logvar', [batch, latent]) }) }),
        store,
      )
      const { kl } = await executable.run({}, {})
      await executable.release()
      let floor = 0
      const means = store.get('mean')!
      for (let d = 0; d < latent; d++) {
        const column = Array.from({ length: batch }, (_, n) => means[n * latent + d])
        const centre = column.reduce((sum, v) => sum + v, 0) / batch
        const variance = column.reduce((sum, v) => sum + (v - centre) ** 2, 0) / batch
        floor += ((gamma * gamma) / 2) * (variance / (variance + BATCH_NORM_EPSILON))
      }
      expect(kl[0]).toBeGreaterThan(floor * (1 - 1e-5))
      // Nothing but the shift and the widths lies above it.
      expect(kl[0]).toBeLessThan(floor * 1.05 + 0.01)
      if (spread >= 1) expect(floor).toBeGreaterThan(0.9999 * bn.floor!({ gamma }, latent))
    },
  )

  it('stays above its floor while it trains', async () => {
    const settings = { ...PRESETS.tiny.settings, embedding: 6, hidden: 8, latent: 3, optimiser: 'sgd' as const }
    const choice = checkObjective({ id: 'bn', parameters: { gamma: 0.7 }, modifiers: {} })
    const shape = modelShape(choice, settings, 20)
    const store = initialParameters(shape, 1)
    // Encodings far apart from the first step on, and log-variances of 0, where the KL is lowest.
    for (const [name, values] of store)
      if (/^encoder.(embedding|weight)/.test(name))
        store.set(
          name,
          values.map((v) => 50 * v),
        )
    const width = 2 * shape.latent
    store.set(
      'encoder.to_posterior',
      store.get('encoder.to_posterior')!.map((v, i) => (i % width < shape.latent ? 500 * v : 0)),
    )
    const stepper = await Stepper.create(engine, store, shape, choice, settings)
    const random = new Random('sentences')
    const floor = bn.floor!({ gamma: 0.7 }, 3)
    for (let t = 1; t <= 20; t++) {
      const sentences = Array.from({ length: 8 }, () => Array.from({ length: 4 }, () => 4 + random.int(16)))
      const tokens = batchTokens(splitOfSentences(sentences), [0, 1, 2, 3, 4, 5, 6, 7])
      const { kl } = await stepper.step(tokens, new Random('noise', t), 1, 0.5, t)
      expect(kl).toBeGreaterThan(floor * (1 - 1e-3))
    }
    await stepper.release()
  })
})
