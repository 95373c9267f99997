import type { PresetId } from '../../shared/settings'
import { paperBatches } from '../corpus/batches'
import { evaluateSplit } from '../evaluation/evaluate'
import { initialParameters } from '../model/shape'
import { Random } from '../random'
import { evaluationFlops } from './flops'
import { peakMemory, productPeak, round, summarise, timesOf, type Times } from './measure'
import { benchModel, mixedSentences } from './model'
import { benchEngine, type BenchOptions } from './options'

export interface EvaluateFigures extends Times {
  engine: string
  preset: PresetId
  objective: string
  sentences: number
  rounds: number
  sentences_per_second: number
  gflops: number
  gflops_peak: number
  peak_memory_mib: number
}

/** Times the evaluation of a split with every metric and its interval, on a model that has not been trained. */
export async function benchEvaluate(
  options: BenchOptions & { objective: string; sentences: number; rounds: number },
): Promise<EvaluateFigures> {
  const { preset, objective, sentences, rounds } = options
  const { shape, settings, choice, length } = benchModel(preset, objective, options)
  const engine = await benchEngine(options)
  const split = mixedSentences(sentences, length, shape.vocabulary, new Random(783435, 'bench'))
  const store = initialParameters(shape, 783435)
  const input = { engine, store, shape, objective: choice, batch: settings.batch, split, seed: 783435, onProgress: () => {} }
  const summary = summarise(await timesOf(rounds, () => evaluateSplit(input)))
  return {
    engine: engine.id,
    preset,
    objective,
    sentences,
    rounds,
    ...summary,
    sentences_per_second: round((sentences * 1000) / summary.ms_median, 1),
    gflops: round(evaluationFlops(shape, paperBatches(split, settings.batch)) / summary.ms_median / 1e6, 1),
    gflops_peak: await productPeak(engine),
    peak_memory_mib: peakMemory(),
  }
}
