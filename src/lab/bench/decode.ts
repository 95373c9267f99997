import { decodingSchema } from '../../shared/decoding'
import type { PresetId } from '../../shared/settings'
import { decode } from '../generation/decode'
import { StepDecoder } from '../generation/decoder'
import { initialParameters } from '../model/shape'
import { Random } from '../random'
import { sum } from '../sums'
import { decoderFlops } from './flops'
import { peakMemory, productPeak, round, summarise, timesOf, type Times } from './measure'
import { benchModel } from './model'
import { benchEngine, type BenchOptions } from './options'

export interface DecodeFigures extends Times {
  engine: string
  preset: PresetId
  method: 'greedy' | 'beam'
  sentences: number
  rounds: number
  /** Words written. */
  tokens: number
  sentences_per_second: number
  gflops: number
  gflops_peak: number
  peak_memory_mib: number
}

const BEAM = 5

/**
 * Times decoding from the prior, greedy and by a beam of 5. A model that has not been trained hardly ever ends a sentence, so each
 * has the full 100 tokens: the slowest case.
 */
export async function benchDecode({
  sentences,
  rounds,
  ...options
}: BenchOptions & { sentences: number; rounds: number }): Promise<DecodeFigures[]> {
  const { shape } = benchModel(options.preset, 'vae', options)
  const engine = await benchEngine(options)
  const decoder = await StepDecoder.create(engine, initialParameters(shape, 783435), shape)
  const z = new Random('codes').fillNormal(new Float32Array(sentences * shape.latent))
  const peak = await productPeak(engine)
  const figures: DecodeFigures[] = []
  for (const method of ['greedy', 'beam'] as const) {
    const decoding = decodingSchema.parse({ method, beam: BEAM })
    let decoded: number[][] = []
    const summary = summarise(await timesOf(rounds, async () => (decoded = await decode(decoder, z, decoding))))
    const tokens = sum(decoded.map((words) => words.length))
    const flops = decoderFlops(shape, 1, tokens) * (method === 'beam' ? BEAM : 1)
    figures.push({
      engine: engine.id,
      preset: options.preset,
      method,
      sentences,
      rounds,
      tokens,
      ...summary,
      sentences_per_second: round((sentences * 1000) / summary.ms_median, 1),
      gflops: round(flops / summary.ms_median / 1e6, 1),
      gflops_peak: peak,
      peak_memory_mib: peakMemory(),
    })
  }
  await decoder.release()
  return figures
}
