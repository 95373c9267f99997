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

/** Copies of each sentence decoded in one run. */
const GROUP = 4

/**
 * Prior and posterior log-likelihood of each sentence of a split, [count] each, by importance sampling with 8 prior and 8
 * posterior samples a sentence. `onProgress` gets the share done and may throw to cancel.
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
): Promise<{ prior: Float64Array; posterior: Float64Array }> {
  const { latent } = shape
  const executable = await engine.compile(likelihoodProgram(shape), store, { fixed: true })
  const densities = densitiesOf(posteriors)
  const prior = new Float64Array(posteriors.count)
  const posterior = new Float64Array(posteriors.count)
  try {
    for (const [index, { sentences }] of batches.entries()) {
      const samples = 2 * IMPORTANCE_SAMPLES
      const z = new Float32Array(sentences.length * samples * latent) // [sentence, sample, latent]
      sentences.forEach((sentence, b) => {
        for (let s = 0; s < samples; s++) {
          const at = (b * samples + s) * latent
          if (s < IMPORTANCE_SAMPLES) densities.drawPrior(z, at, random)
          else densities.drawPosterior(sentence, z, at, random)
        }
      })
      const logPxz = new Float64Array(sentences.length * samples)
      const copies = Array.from({ length: sentences.length * GROUP }, (_, i) => sentences[Math.floor(i / GROUP)])
      const tokens = batchTokens(split, copies)
      const { feeds, sizes } = tokenFeeds(tokens, tokens.batch)
      for (let group = 0; group < samples; group += GROUP) {
        const part = new Float32Array(copies.length * latent)
        sentences.forEach((_, b) =>
          part.set(z.subarray((b * samples + group) * latent, (b * samples + group + GROUP) * latent), b * GROUP * latent),
        )
        const { nll } = await executable.run({ ...feeds, z: part }, sizes)
        for (let i = 0; i < nll.length; i++) {
          const copy = i % tokens.batch
          if (tokens.mask[i]) logPxz[Math.floor(copy / GROUP) * samples + group + (copy % GROUP)] -= nll[i]
        }
        await setImmediate()
      }
      sentences.forEach((sentence, b) => {
        const range = <T extends Float64Array | Float32Array>(array: T, at: number, width: number) =>
          array.subarray(at * width, (at + 1) * width)
        const found = importanceLikelihoods(densities, sentence, range(z, b, samples * latent), range(logPxz, b, samples))
        prior[sentence] = found.prior
        posterior[sentence] = found.posterior
      })
      onProgress((index + 1) / batches.length)
    }
  } finally {
    await executable.release()
  }
  return { prior, posterior }
}
