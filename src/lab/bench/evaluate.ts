import type { PresetId } from '../../shared/settings'
import { createEngine } from '../engines/registry'
import { evaluateSplit } from '../evaluation/evaluate'
import { initialParameters } from '../model/shape'
import { Random } from '../random'
import { peakMemory } from './measure'
import { benchModel, mixedSentences, type ShapeOverrides } from './model'

export interface EvaluateBenchOptions extends ShapeOverrides {
  preset: PresetId
  objective: string
  engine: string
  enginesDirectory: string
  threads: number
  sentences: number
}

export interface EvaluateFigures {
  engine: string
  preset: PresetId
  objective: string
  sentences: number
  seconds: number
  sentences_per_second: number
  peak_memory_mib: number
}

/** Times the evaluation of a split with every metric and its interval, on a model that has not been trained. */
export async function benchEvaluate(options: EvaluateBenchOptions): Promise<EvaluateFigures> {
  const { preset, objective, sentences, threads, enginesDirectory } = options
  const { shape, settings, choice, length } = benchModel(preset, objective, options)
  const engine = await createEngine(options.engine, enginesDirectory, { threads })
  const split = mixedSentences(sentences, length, shape.vocabulary, new Random(783435, 'bench'))
  const start = performance.now()
  await evaluateSplit({
    engine,
    store: initialParameters(shape, 783435),
    shape,
    objective: choice,
    batch: settings.batch,
    split,
    seed: 783435,
    onProgress: () => {},
  })
  const seconds = (performance.now() - start) / 1000
  return {
    engine: engine.id,
    preset,
    objective,
    sentences,
    seconds: Math.round(seconds * 100) / 100,
    sentences_per_second: Math.round(sentences / seconds),
    peak_memory_mib: peakMemory(),
  }
}
