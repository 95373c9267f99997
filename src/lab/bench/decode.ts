import type { PresetId } from '../../shared/settings'
import { decodingSchema } from '../../shared/decoding'
import { createEngine } from '../engines/registry'
import { decode } from '../generation/decode'
import { StepDecoder } from '../generation/decoder'
import { initialParameters } from '../model/shape'
import { Random } from '../random'
import { summarise, type Times } from './measure'
import { benchModel, type ShapeOverrides } from './model'

export interface DecodeBenchOptions extends ShapeOverrides {
  preset: PresetId
  engine: string
  enginesDirectory: string
  threads: number
  sentences: number
  rounds: number
}

export interface DecodeFigures extends Times {
  engine: string
  preset: PresetId
  method: 'greedy' | 'beam'
  sentences: number
  tokens: number
  sentences_per_second: number
}

/**
 * Times decoding from the prior, greedy and by a beam of 5. A model that has not been trained hardly ever ends a sentence, so each
 * has the full 100 tokens: the slowest case.
 */
export async function benchDecode({
  preset,
  engine: id,
  enginesDirectory,
  threads,
  sentences,
  rounds,
  ...overrides
}: DecodeBenchOptions): Promise<DecodeFigures[]> {
  const { shape } = benchModel(preset, 'vae', overrides)
  const engine = await createEngine(id, enginesDirectory, { threads })
  const decoder = await StepDecoder.create(engine, initialParameters(shape, 783435), shape)
  const z = new Random('codes').fillNormal(new Float32Array(sentences * shape.latent))
  const figures: DecodeFigures[] = []
  for (const method of ['greedy', 'beam'] as const) {
    const decoding = decodingSchema.parse({ method, beam: 5 })
    const times: number[] = []
    let tokens = 0
    for (let round = 0; round < rounds; round++) {
      const start = performance.now()
      const decoded = await decode(decoder, z, decoding)
      times.push(performance.now() - start)
      tokens = decoded.reduce((sum, words) => sum + words.length, 0)
    }
    const summary = summarise(times)
    const sentences_per_second = Math.round((sentences * 10_000) / summary.ms_median) / 10
    figures.push({ engine: engine.id, preset, method, sentences, tokens, ...summary, sentences_per_second })
  }
  await decoder.release()
  return figures
}
