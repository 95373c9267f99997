import { checkObjective } from '../objectives/choice'
import { modelShape } from '../objectives/model-shape'
import type { Engine, VariableStore } from '../engines/engine'
import { batchTokens, splitOfSentences } from '../model/batch-tokens'
import { initialParameters } from '../model/shape'
import { Random } from '../random'
import { Stepper } from '../training/stepper'
import { PRESETS, type Settings } from '../../shared/settings'
import { say } from '../../texts/lab'
import figures from './self-test-figures.json'

/**
 * What a right engine makes of one training step of a realistic size: the loss, and for every parameter the length of its gradient
 * and the gradient's product with a fixed random pattern of signs, which a wrong entry anywhere disturbs.
 */
export interface StepFigures {
  loss: number
  /** Length of the whole gradient, as the engine says it: what gradients are clipped by. */
  norm: number
  parameters: Record<string, { norm: number; projection: number }>
}

export type SelfTestObjective = 'vae' | 'dg'
export const SELF_TEST_OBJECTIVES: readonly SelfTestObjective[] = ['vae', 'dg']

const VOCABULARY = 9000
const SENTENCES = 32
const WORDS = 11
/** So large that nothing is clipped, and one rate, so that the step is the negative gradient. */
const SETTINGS: Settings = { ...PRESETS.short.settings, optimiser: 'sgd', learning_rate: 1, clip: 1000 }

/** One step on fixed data, parameters and noise. */
export async function stepFigures(engine: Engine, objective: SelfTestObjective): Promise<StepFigures> {
  const choice = checkObjective({ id: objective, parameters: {}, modifiers: {} })
  const shape = modelShape(choice, SETTINGS, VOCABULARY)
  const before = initialParameters(shape, 1)
  // Ten times the usual spread: at ±0.01 most gradients would be too small to tell a wrong one.
  for (const values of before.values()) for (let i = 0; i < values.length; i++) values[i] *= 10
  const store: VariableStore = new Map([...before].map(([name, values]) => [name, values.slice()]))
  const stepper = await Stepper.create(engine, store, shape, choice, SETTINGS)
  const random = new Random('self-test')
  const words = () => Array.from({ length: WORDS }, () => 4 + random.int(VOCABULARY - 4))
  const split = splitOfSentences(Array.from({ length: SENTENCES }, words))
  const order = Array.from({ length: SENTENCES }, (_, i) => i)
  const { loss, gradient_norm: norm } = await stepper.step(batchTokens(split, order), random, 1, 1, 1)
  await engine.sync?.(store)
  await stepper.release()
  const parameters = Object.fromEntries([...before].map(([name, values]) => [name, compare(name, values, store.get(name)!)]))
  return { loss, norm, parameters }
}

function compare(name: string, before: Float32Array, after: Float32Array | Float64Array): { norm: number; projection: number } {
  const random = new Random('self-test', name)
  let signs = 0
  let squares = 0
  let projection = 0
  for (let i = 0; i < before.length; i++) {
    const gradient = before[i] - after[i]
    squares += gradient * gradient
    if (i % 32 === 0) signs = random.uint32()
    projection += signs & 1 ? gradient : -gradient
    signs >>>= 1
  }
  return { norm: Math.sqrt(squares), projection }
}

/** Largest error allowed, relative to a gradient's length: float32 products over thousands of terms differ by some 1e-5. */
const SELF_TEST_TOLERANCE = 1e-3

/**
 * The same for the length of the whole gradient, which clipping takes part of every step from: where it is added up in too few float32s
 * (3e-4 off, as was seen), two engines drift apart within some tens of steps.
 */
const NORM_TOLERANCE = 2e-5

/** Runs the test against the stored figures; null where the engine passes, otherwise a sentence. */
export async function selfTest(engine: Engine): Promise<string | null> {
  for (const objective of SELF_TEST_OBJECTIVES) {
    const failure = disagreement(await stepFigures(engine, objective), figures[objective])
    if (failure) return failure
  }
  return null
}

/** Null where the figures agree, otherwise a sentence naming the worst parameter. */
export function disagreement(found: StepFigures, expected: Omit<StepFigures, 'norm'>): string | null {
  let worst = { name: say.verify.theLoss, error: Math.abs(found.loss - expected.loss) / Math.abs(expected.loss) }
  if (Number.isNaN(worst.error)) worst.error = Infinity
  for (const [name, { norm, projection }] of Object.entries(expected.parameters)) {
    const own = found.parameters[name]
    const scale = Math.max(norm, 1e-12)
    const error = own ? Math.max(Math.abs(own.norm - norm), Math.abs(own.projection - projection)) / scale : Infinity
    if (error > worst.error || Number.isNaN(error)) worst = { name: say.verify.theGradientOf(name), error }
  }
  if (worst.error > SELF_TEST_TOLERANCE) return failed(worst.name, worst.error)
  const whole = Math.hypot(...Object.values(expected.parameters).map(({ norm }) => norm))
  const error = Math.abs(found.norm - whole) / whole
  return error <= NORM_TOLERANCE ? null : failed(say.verify.theGradientsLength, error)
}

const failed = (what: string, error: number): string => say.verify.failed(what, (100 * error).toPrecision(2))
