import { describe, expect, it } from 'vitest'
import { PRESETS } from '../../../src/shared/settings'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { batchTokens, splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { initialParameters } from '../../../src/lab/model/shape'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { Random } from '../../../src/lab/random'
import { Stepper } from '../../../src/lab/training/stepper'

const VOCABULARY = 15
const settings = { ...PRESETS.tiny.settings, embedding: 6, hidden: 8, latent: 3, optimiser: 'sgd' as const, learning_rate: 0.5 }
const tokens = batchTokens(
  splitOfSentences([
    [4, 5, 6],
    [7, 8, 9],
    [10, 11, 12],
    [13, 14, 4],
  ]),
  [0, 1, 2, 3],
)

/** Three training steps; the losses and the parameters after them. */
async function train(id: string, parameters: Record<string, number>, klWeight: number) {
  const choice = checkObjective({ id, parameters, modifiers: {} })
  const shape = modelShape(choice, settings, VOCABULARY)
  // Larger than in training, so that posteriors differ from the prior.
  const store = new Map([...initialParameters(shape, 2)].map(([name, values]) => [name, values.map((v) => 30 * v)]))
  const stepper = await Stepper.create(new OnnxEngine({ threads: 1 }), store, shape, choice, settings)
  const steps = []
  for (let t = 1; t <= 3; t++) steps.push(await stepper.step(tokens, new Random('step', t), klWeight, settings.learning_rate, t))
  await stepper.release()
  return { steps, parameters: [...store].map(([name, values]) => [name, [...values]]) }
}

describe('β = 0', () => {
  it('is the autoencoder: each step is that of the reconstruction alone', async () => {
    const without = await train('beta', { kl_beta: 0 }, 1)
    const alone = await train('vae', {}, 0)
    expect(without.parameters).toEqual(alone.parameters)
    for (const { loss, rec, kl } of without.steps) {
      expect(loss).toBe(rec)
      expect(kl).toBeGreaterThan(0.001)
    }
  })
  it('and only 0 is', async () => {
    expect((await train('beta', { kl_beta: 0.1 }, 1)).parameters).not.toEqual((await train('vae', {}, 0)).parameters)
  })
})
