import { setImmediate } from 'node:timers/promises'
import type { Batch } from '../corpus/batches'
import type { EncodedSplit } from '../corpus/corpus'
import type { Engine, VariableStore } from '../engines/engine'
import { batchTokens } from '../model/batch-tokens'
import type { ModelShape } from '../model/shape'
import type { Random } from '../random'
import { tokenFeeds } from '../model/batch-inputs'
import { importanceLikelihoods, IMPORTANCE_SAMPLES } from './importance'
import { densitiesOf, type Posteriors } from './posteriors'
import { likelihoodProgram } from './programs'

/** Most bytes of gates, [steps, sentences · copies, 4·hidden], in a run that decodes several copies of each sentence. */
const MOST_GATES = 192 * 2 ** 20

/** How many copies of each sentence are decoded in one run: as many samples as there are, or half, a quarter… where they are long. */
export function copiesInRun(samples: number, sentences: number, steps: number, hidden: number): number {
  let copies = samples
  while (copies % 2 === 0 && copies * sentences * steps * 4 * hidden * 4 > MOST_GATES) copies /= 2
  return copies
}

/** Of each sentence, [count]. */
export interface SplitLikelihood {
  prior: Float64Array
  posterior: Float64Array
  rec: Float64Array
}

/**
 * Prior and posterior log-likelihood of each sentence of a split by importance sampling with 8 prior and 8 posterior samples a
 * sentence, and the reconstruction error of one of the latter: a draw like any other, which need not be decoded once more.
 * `onProgress` gets the share done and may throw to cancel.
 */
export async function splitLikelihood(
  engine: Engine,
  store: VariableStore,
  shape: ModelShape,
  split: EncodedSplit,
  batches: readonly Batch[],
  posteriors: Posteriors,
  random: Random,
  onProgress: (share: number) => void,
): Promise<SplitLikelihood> {
  const { latent, hidden } = shape
  const executable = await engine.compile(likelihoodProgram(shape), store, { fixed: true })
  const densities = densitiesOf(posteriors)
  const prior = new Float64Array(posteriors.count)
  const posterior = new Float64Array(posteriors.count)
  const rec = new Float64Array(posteriors.count)
  const samples = 2 * IMPORTANCE_SAMPLES
  try {
    for (const [index, { sentences, length }] of batches.entries()) {
      const group = copiesInRun(samples, sentences.length, length - 1, hidden)
      const z = new Float64Array(sentences.length * samples * latent) // [sentence, sample, latent]
      sentences.forEach((sentence, b) => {
        for (let s = 0; s < samples; s++) {
          const at = (b * samples + s) * latent
          if (s < IMPORTANCE_SAMPLES) densities.drawPrior(z, at, random)
          else densities.drawPosterior(sentence, z, at, random)
        }
      })
      const logPxz = new Float64Array(sentences.length * samples)
      const copies = Array.from({ length: sentences.length * group }, (_, i) => sentences[Math.floor(i / group)])
      const tokens = batchTokens(split, copies)
      const { feeds, sizes } = tokenFeeds(tokens, tokens.batch)
      for (let from = 0; from < samples; from += group) {
        const part = new Float32Array(copies.length * latent)
        sentences.forEach((_, b) =>
          part.set(z.subarray((b * samples + from) * latent, (b * samples + from + group) * latent), b * group * latent),
        )
        const { nll } = await executable.run({ ...feeds, z: part }, sizes)
        for (let i = 0; i < nll.length; i++) {
          const copy = i % tokens.batch
          if (tokens.mask[i]) logPxz[Math.floor(copy / group) * samples + from + (copy % group)] -= nll[i]
        }
        await setImmediate()
      }
      sentences.forEach((sentence, b) => {
        const range = (array: Float64Array, at: number, width: number) => array.subarray(at * width, (at + 1) * width)
        const found = importanceLikelihoods(densities, sentence, range(z, b, samples * latent), range(logPxz, b, samples))
        prior[sentence] = found.prior
        posterior[sentence] = found.posterior
        rec[sentence] = -logPxz[b * samples + IMPORTANCE_SAMPLES]
      })
      onProgress((index + 1) / batches.length)
    }
  } finally {
    await executable.release()
  }
  return { prior, posterior, rec }
}
