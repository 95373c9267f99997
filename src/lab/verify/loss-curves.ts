import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'
import type { Engine } from '../engines/engine'
import { batchTokens, splitOfSentences } from '../model/batch-tokens'
import { initialParameters } from '../model/shape'
import { modelShape } from '../objectives/model-shape'
import { Random } from '../random'
import { Stepper } from '../training/stepper'

/** Two engines' losses may differ by this much, relative to the loss, at any of 200 steps. */
export const CURVE_TOLERANCE = 1e-3

/** A short training that any two engines are to make alike. */
export interface CurveTask {
  choice: ObjectiveChoice
  settings: Settings
  /** Words with the four special symbols. */
  vocabulary: number
  steps: number
  seed: number
}

const BATCHES = 16
const SHORTEST = 4
const LONGEST = 14

/**
 * Losses of the steps of a training: batches of sentences of one length each, their words by Zipf's law, weights, masks and noise all
 * from the seed. The KL weight rises to 1 over the first half.
 *
 * @param change by how much of itself every weight is changed beforehand, up or down in turn
 */
export async function lossCurve(
  engine: Engine,
  { choice, settings, vocabulary, steps, seed }: CurveTask,
  change = 0,
): Promise<Float64Array> {
  const shape = modelShape(choice, settings, vocabulary)
  const parameters = initialParameters(shape, seed)
  for (const values of parameters.values()) for (let i = 0; i < values.length; i++) values[i] *= 1 + (i % 2 === 0 ? change : -change)
  const stepper = await Stepper.create(engine, parameters, shape, choice, settings)
  const words = new Random(seed, 'loss curves', 'words')
  // The inverse of Zipf's cumulative distribution, nearly: rank = words^u.
  const word = () => 4 + Math.min(vocabulary - 5, Math.floor((vocabulary - 4) ** words.uniform()) - 1)
  const order = Array.from({ length: settings.batch }, (_, i) => i)
  const tokens = Array.from({ length: BATCHES }, (_, i) => {
    const length = SHORTEST + (i % (LONGEST - SHORTEST + 1))
    return batchTokens(splitOfSentences(order.map(() => Array.from({ length }, word))), order)
  })
  const noise = new Random(seed, 'loss curves', 'noise')
  const losses = new Float64Array(steps)
  try {
    for (let step = 0; step < steps; step++) {
      const klWeight = Math.min(1, (2 * (step + 1)) / steps)
      losses[step] = (await stepper.step(tokens[step % BATCHES], noise, klWeight, settings.learning_rate, step + 1)).loss
    }
  } finally {
    await stepper.release()
  }
  return losses
}

/** A change of float32's last digit or so. */
export const SMALL_CHANGE = 1e-7

/** Where two curves differ most, relative to the second: the step from 1, and the difference; infinite where one is no number. */
export function largestDifference(losses: Float64Array, reference: Float64Array): { step: number; difference: number } {
  let worst = { step: 1, difference: 0 }
  losses.forEach((loss, i) => {
    const error = Math.abs(loss - reference[i]) / Math.abs(reference[i])
    const difference = Number.isNaN(error) ? Infinity : error
    if (difference > worst.difference) worst = { step: i + 1, difference }
  })
  return worst
}
