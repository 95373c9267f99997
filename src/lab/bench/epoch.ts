import type { PresetId } from '../../shared/settings'
import { paperBatches, shuffle } from '../corpus/batches'
import { createEngine } from '../engines/registry'
import { batchTokens } from '../model/batch-tokens'
import { initialParameters } from '../model/shape'
import { Random } from '../random'
import { Stepper } from '../training/stepper'
import { peakMemory } from './measure'
import { benchModel, mixedSentences, type ShapeOverrides } from './model'
import { timedEngine } from './timed-engine'

export interface EpochBenchOptions extends ShapeOverrides {
  preset: PresetId
  objective: string
  engine: string
  enginesDirectory: string
  threads: number
  sentences: number
}

export interface EpochFigures {
  engine: string
  preset: PresetId
  objective: string
  sentences: number
  steps: number
  seconds: number
  sentences_per_second: number
  /** The epoch's time over that of its runs of the engine: what batching, laying out and drawing noise add. */
  overhead: number
  peak_memory_mib: number
}

/** Times a whole epoch over sentences of mixed lengths, batched and shuffled as in training. */
export async function benchEpoch(options: EpochBenchOptions): Promise<EpochFigures> {
  const { preset, objective, sentences, threads, enginesDirectory } = options
  const { shape, settings, choice, length } = benchModel(preset, objective, options)
  const engine = timedEngine(await createEngine(options.engine, enginesDirectory, { threads }))
  const split = mixedSentences(sentences, length, shape.vocabulary, new Random(783435, 'bench'))
  const stepper = await Stepper.create(engine, initialParameters(shape, 783435), shape, choice, settings)
  const noise = new Random(783435, 'noise')
  let step = 0
  const take = async (indices: ArrayLike<number>) => {
    await stepper.step(batchTokens(split, indices), noise, 1, settings.learning_rate, ++step)
  }
  const fixed = paperBatches(split, settings.batch).filter((batch) => batch.sentences.length > 1)
  for (const batch of fixed.slice(0, 3)) await take(batch.sentences)

  const before = engine.seconds()
  const start = performance.now()
  const batches = shuffle(paperBatches(split, settings.batch), new Random(783435, 'order')).filter((batch) => batch.sentences.length > 1)
  for (const batch of batches) await take(batch.sentences)
  const seconds = (performance.now() - start) / 1000
  const inEngine = engine.seconds() - before
  await stepper.release()
  const round = (value: number) => Math.round(value * 1000) / 1000
  return {
    engine: engine.id,
    preset,
    objective,
    sentences,
    steps: batches.length,
    seconds: round(seconds),
    sentences_per_second: Math.round(sentences / seconds),
    overhead: round(seconds / inEngine),
    peak_memory_mib: peakMemory(),
  }
}
