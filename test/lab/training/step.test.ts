import { describe, expect, it } from 'vitest'
import type { ObjectiveChoice } from '../../../src/shared/objective'
import { PRESETS, type Settings } from '../../../src/shared/settings'
import { batchTokens, splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { initialParameters, isTrained } from '../../../src/lab/model/shape'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { findObjective } from '../../../src/lab/objectives/registry'
import { Random } from '../../../src/lab/random'
import { Stepper } from '../../../src/lab/training/stepper'
import { plainLosses, type Given } from './plain-step'
import { recording } from './recording-engine'

const VOCABULARY = 25
/** So large a norm that nothing is clipped, and one rate, so that the step is the negative gradient. */
const SETTINGS: Settings = {
  ...PRESETS.tiny.settings,
  ...{ embedding: 5, hidden: 6, latent: 3, optimiser: 'sgd', learning_rate: 1, clip: 1000, dropout_in: 0.3, dropout_out: 0.5 },
}
const WEIGHT = 0.7
/** Of several lengths, one without a word, one of unknown words. */
const SENTENCES = [[4, 5, 6, 7], [8], [11, 12, 13, 4, 5, 6, 7], [], [22, 23, 24, 4], [3, 3]]

/** A training step: its answer, its gradient by each parameter, and what it was given. */
async function step(choice: ObjectiveChoice) {
  const shape = modelShape(choice, SETTINGS, VOCABULARY)
  const store = initialParameters(shape, 3)
  // Ten or thirty times the usual spread, so that everything matters.
  for (const [name, values] of store)
    if (isTrained(name))
      store.set(
        name,
        values.map((value) => (name.startsWith('discriminator') ? 3 : name.endsWith('embedding') ? 10 : 30) * value),
      )
  const parameters = new Map([...store].map(([name, values]) => [name, Float64Array.from(values)]))
  const { engine, steps } = recording()
  const stepper = await Stepper.create(engine, store, shape, choice, SETTINGS)
  const tokens = batchTokens(
    splitOfSentences(SENTENCES),
    SENTENCES.map((_, n) => n),
  )
  const answer = await stepper.step(tokens, new Random('step'), WEIGHT, 1, 1)
  await stepper.release()
  const slopes = new Map([...parameters].map(([name, values]) => [name, values.map((value, i) => value - store.get(name)![i])]))
  const { embedding, hidden, latent } = SETTINGS
  const given: Given = { choice, embedding, hidden, latent, sentences: SENTENCES, parameters, random: steps[0] }
  return { answer, slopes, given }
}

/** d loss / dε of every value of a parameter moved by ±ε. */
function slopeAlong(given: Given, name: string, signs: Float64Array, loss: (given: Given) => number): number {
  const moved = (by: number) => {
    const values = given.parameters.get(name)!
    return loss({
      ...given,
      parameters: new Map(given.parameters).set(
        name,
        signs.map((sign, i) => values[i] + by * sign),
      ),
    })
  }
  const epsilon = 1e-5
  return (moved(epsilon) - moved(-epsilon)) / (2 * epsilon)
}

describe('a training step agrees with the method written out plainly, in its losses and in the gradient by every parameter', () => {
  it.each<[id: string, parameters: Record<string, number>, modifiers: string[]]>([
    ['vae', {}, []],
    ['vae', {}, ['skip']],
    ['vae', {}, ['bow']],
    ['beta', { kl_beta: 0.4 }, []],
    ['free-bits', { target_kl: 1.5 }, []],
    ['free-bits-coarse', { target_kl: 2 }, []],
    ['delta', {}, []],
    ['bn', { gamma: 0.9 }, []],
    ['aae', {}, []],
    ['wae', {}, []],
    ['dg', { agg_size: 3 }, []],
    // It does not divide the batch: one chunk.
    ['dg', { agg_size: 4 }, ['skip', 'bow']],
    ['dg-joint', { agg_size: 2 }, []],
    ['vmf', { kappa: 25 }, []],
    ['dg-vmf', { kappa: 25, agg_size: 3 }, []],
  ])('%s %j %j', async (id, parameters, modifiers) => {
    const choice = checkObjective({ id, parameters, modifiers: Object.fromEntries(modifiers.map((name) => [name, {}])) })
    const { answer, slopes, given } = await step(choice)
    const losses = plainLosses(given)
    const weight = WEIGHT * (findObjective(id).scale?.(choice.parameters) ?? 1)
    expect(answer.rec).toBeCloseTo(losses.rec, 4)
    expect(answer.kl).toBeCloseTo(losses.kl, 4)
    expect(answer.regulariser).toBeCloseTo(losses.regulariser, 4)
    expect(answer.loss).toBeCloseTo(losses.rec + weight * losses.regulariser, 4)

    const trained = [...slopes].filter(([name]) => isTrained(name))
    const norm = Math.sqrt(trained.reduce((sum, [, slope]) => sum + slope.reduce((squares, value) => squares + value * value, 0), 0))
    expect(answer.gradient_norm / norm).toBeCloseTo(1, 4)
    for (const [name, slope] of trained) {
      // Each network has its own loss, and nothing of the other's.
      const loss = (at: Given) => {
        const { rec, bag, regulariser, own } = plainLosses(at)
        return name.startsWith('discriminator') ? own : rec + bag + weight * regulariser
      }
      const random = new Random('signs', name)
      const signs = Float64Array.from(slope, () => (random.uniform() < 0.5 ? -1 : 1))
      const expected = slopeAlong(given, name, signs, loss)
      const found = slope.reduce((sum, value, i) => sum + value * signs[i], 0)
      const length = Math.sqrt(slope.reduce((sum, value) => sum + value * value, 0))
      expect([name, Math.abs(found - expected) <= 1e-4 * length + 1e-6]).toEqual([name, true])
      expect([name, length > 0]).toEqual([name, true])
    }
  })
})
