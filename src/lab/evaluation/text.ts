import { decodingSchema } from '../../shared/decoding'
import type { TextEvaluation } from '../../shared/text-evaluation'
import type { EncodedSplit } from '../corpus/corpus'
import type { Engine, VariableStore } from '../engines/engine'
import { decode } from '../generation/decode'
import { StepDecoder } from '../generation/decoder'
import type { Sentence } from '../generation/n-grams'
import { priorCodes } from '../model/prior'
import type { ModelShape } from '../model/shape'
import { Random } from '../random'
import { evaluateInterpolations } from './interpolations'
import { phases } from './phases'
import type { Posteriors } from './posteriors'
import { evaluatePriorSamples } from './prior-samples'

export interface TextEvaluationInput {
  engine: Engine
  store: VariableStore
  shape: ModelShape
  split: EncodedSplit
  /** Those of the split, in its order. */
  posteriors: Posteriors
  /** Word of each id. */
  words: readonly string[]
  seed: number
  /** Share of the whole done, 0…1; may throw to cancel. */
  onProgress(share: number): void
}

const GREEDY = decodingSchema.parse({})

/**
 * Metrics of what the decoder writes, greedily: along interpolations of the split's sentences, and from the prior. Sentences are
 * compared as the model reads them, unknown words as `<unk>`.
 */
export async function evaluateText({
  engine,
  store,
  shape,
  split,
  posteriors,
  words,
  seed,
  onProgress,
}: TextEvaluationInput): Promise<TextEvaluation> {
  const { count } = posteriors
  const random = (purpose: string) => new Random(seed, 'evaluate', 'text', purpose)
  const wordsOf = (ids: ArrayLike<number>): Sentence => Array.from(ids, (id) => words[id])
  const source = (n: number) => wordsOf(split.tokens.subarray(split.offsets[n] + 1, split.offsets[n + 1] - 1))
  // 11 codes a pair, one a sample.
  const [interpolating, sampling, comparing] = phases(onProgress, [5.5, 1, 0.2])
  const decoder = await StepDecoder.create(engine, store, shape)
  try {
    const decoded = async (z: Float32Array, progress: (share: number) => void) => (await decode(decoder, z, GREEDY, progress)).map(wordsOf)
    const interpolation = await evaluateInterpolations({
      posteriors,
      source,
      decode: decoded,
      random: random('interpolation'),
      onProgress: interpolating,
    })
    const samples = await decoded(priorCodes(shape, count, random('prior')), sampling)
    const sentences = Array.from({ length: count }, (_, n) => source(n))
    return { interpolation, prior_samples: await evaluatePriorSamples(samples, sentences, random('pieces'), comparing) }
  } finally {
    await decoder.release()
  }
}
