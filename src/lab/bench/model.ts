import type { EncodedSplit } from '../corpus/corpus'
import { splitOfSentences } from '../model/batch-tokens'
import type { ModelShape } from '../model/shape'
import { checkObjective } from '../objectives/choice'
import { modelShape } from '../objectives/model-shape'
import type { ObjectiveChoice } from '../../shared/objective'
import { PRESETS, type PresetId, type Settings } from '../../shared/settings'
import type { Random } from '../random'

/** Overrides of a bench's shape; length counts predicted tokens, `</s>` included. */
export interface ShapeOverrides {
  vocabulary?: number
  batch?: number
  length?: number
}

/** What is timed: a model, its objective and settings, and the size of its random sentences. */
export interface BenchModel {
  settings: Settings
  choice: ObjectiveChoice
  shape: ModelShape
  length: number
}

/** Shapes of the PyTorch yardstick. */
const SHAPES: Record<PresetId, { vocabulary: number; length: number; embedding?: number; hidden?: number }> = {
  tiny: { vocabulary: 500, length: 10, embedding: 16, hidden: 32 },
  short: { vocabulary: 9000, length: 12 },
  long: { vocabulary: 20000, length: 80 },
}

export function benchModel(preset: PresetId, objective: string, { vocabulary, batch, length }: ShapeOverrides = {}): BenchModel {
  const standard = SHAPES[preset]
  const { embedding, hidden, batch: usual } = PRESETS[preset].settings
  const settings: Settings = {
    ...PRESETS[preset].settings,
    optimiser: 'sgd',
    learning_rate: 0.5,
    embedding: standard.embedding ?? embedding,
    hidden: standard.hidden ?? hidden,
    batch: batch ?? usual,
  }
  const choice = checkObjective({ id: objective, parameters: {}, modifiers: {} })
  return { settings, choice, shape: modelShape(choice, settings, vocabulary ?? standard.vocabulary), length: length ?? standard.length }
}

/** Sentences of random words, `length` predicted tokens each. */
export function randomSentences(count: number, length: number, vocabulary: number, random: Random): EncodedSplit {
  const sentence = () => Array.from({ length: length - 1 }, () => 4 + random.int(vocabulary - 4))
  return splitOfSentences(Array.from({ length: count }, sentence))
}

/** Sentences of random words, from half to one and a half of `length` predicted tokens. */
export function mixedSentences(count: number, length: number, vocabulary: number, random: Random): EncodedSplit {
  const words = () => Math.max(1, Math.round((length - 1) * (0.5 + random.uniform())))
  const sentence = () => Array.from({ length: words() }, () => 4 + random.int(vocabulary - 4))
  return splitOfSentences(Array.from({ length: count }, sentence))
}
