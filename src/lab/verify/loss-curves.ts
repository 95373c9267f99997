import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'
import { paperBatches, shuffle, trainable } from '../corpus/batches'
import type { EncodedSplit } from '../corpus/corpus'
import type { Engine } from '../engines/engine'
import { batchTokens, splitOfSentences, type BatchTokens } from '../model/batch-tokens'
import { initialParameters } from '../model/shape'
import { cycleOf } from '../modifiers/registry'
import { modelShape } from '../objectives/model-shape'
import { Random, type Streams } from '../random'
import { klWeight } from '../training/schedule'
import { say } from '../../texts/lab'
import { Stepper } from '../training/stepper'

/** Two engines' losses may differ by this much, relative to the loss, at any of 200 steps. */
export const CURVE_TOLERANCE = 1e-3

/** A short training that any two engines are to make alike. */
export interface CurveTask {
  choice: ObjectiveChoice
  settings: Settings
  /** Words with the four special symbols. */
  vocabulary: number
  /** Training sentences of a corpus; without them made-up ones. */
  corpus?: EncodedSplit
  steps: number
  seed: number
}

/** What a step is given. */
interface CurveStep {
  tokens: BatchTokens
  noise: Streams
  klWeight: number
}

const BATCHES = 16
const SHORTEST = 4
const LONGEST = 14

/**
 * Batches of made-up sentences of one length each, their words by Zipf's law, again and again. The KL weight rises to 1 over the first
 * half.
 */
function* madeUpSteps({ settings, vocabulary, steps, seed }: CurveTask): Generator<CurveStep> {
  const words = new Random(seed, 'loss curves', 'words')
  // The inverse of Zipf's cumulative distribution, nearly: rank = words^u.
  const word = () => 4 + Math.min(vocabulary - 5, Math.floor((vocabulary - 4) ** words.uniform()) - 1)
  const order = Array.from({ length: settings.batch }, (_, i) => i)
  const batches = Array.from({ length: BATCHES }, (_, i) => {
    const length = SHORTEST + (i % (LONGEST - SHORTEST + 1))
    return batchTokens(splitOfSentences(order.map(() => Array.from({ length }, word))), order)
  })
  const noise = new Random(seed, 'loss curves', 'noise')
  for (let step = 0; step < steps; step++) yield { tokens: batches[step % BATCHES], noise, klWeight: Math.min(1, (2 * (step + 1)) / steps) }
}

/** The first steps of a run of this seed on the corpus: the trainer's batches in its order, its noise and its KL weights. */
function* stepsOfRun(train: EncodedSplit, { choice, settings, steps, seed }: CurveTask): Generator<CurveStep> {
  const fixed = trainable(paperBatches(train, settings.batch))
  if (fixed.length === 0) throw new Error(say.training.noBatch('paper'))
  const cycle = cycleOf(choice)
  for (let step = 0, epoch = 0; step < steps; epoch++)
    for (const [index, { sentences }] of shuffle(fixed, new Random(seed, 'order', epoch)).entries()) {
      if (step === steps) return
      yield {
        tokens: batchTokens(train, sentences),
        noise: (purpose) => new Random(seed, 'noise', epoch, index, purpose),
        klWeight: klWeight(step++, fixed.length, settings.warm_up, cycle),
      }
    }
}

/**
 * Losses of the steps of a training, weights, masks and noise all from the seed: on a corpus as a run of that seed takes them, otherwise
 * on made-up sentences.
 *
 * @param change by how much of itself every weight is changed beforehand, up or down in turn
 */
export async function lossCurve(engine: Engine, task: CurveTask, change = 0): Promise<Float64Array> {
  const { choice, settings, vocabulary, corpus, seed } = task
  const shape = modelShape(choice, settings, vocabulary)
  const parameters = initialParameters(shape, seed)
  for (const values of parameters.values()) for (let i = 0; i < values.length; i++) values[i] *= 1 + (i % 2 === 0 ? change : -change)
  const stepper = await Stepper.create(engine, parameters, shape, choice, settings)
  const losses: number[] = []
  try {
    for (const { tokens, noise, klWeight } of corpus ? stepsOfRun(corpus, task) : madeUpSteps(task))
      losses.push((await stepper.step(tokens, noise, klWeight, settings.learning_rate, losses.length + 1)).loss)
  } finally {
    await stepper.release()
  }
  return Float64Array.from(losses)
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
