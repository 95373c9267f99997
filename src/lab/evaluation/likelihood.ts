import { setImmediate } from 'node:timers/promises'
import type { Batch } from '../corpus/batches'
import type { EncodedSplit } from '../corpus/corpus'
import type { Engine, VariableStore } from '../engines/engine'
import { batchTokens } from '../model/batch-tokens'
import type { ModelShape } from '../model/shape'
import type { Random } from '../random'
import { tokenFeeds } from '../model/batch-inputs'
import { importanceLikelihoods, IMPORTANCE_SAMPLES } from './importance'
import type { Posteriors } from './posteriors'
import { likelihoodProgram } from './programs'

/** Copies of each sentence decoded in one run. */
const GROUP = 4

/**
 * Prior and posterior log-likelihood of a split: means over its sentences, by importance sampling with 8 prior and 8
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
): Promise<{ prior_ll: number; posterior_ll: number }> {
  const { latent } = shape
  const executable = await engine.compile(likelihoodProgram(shape), store)
  let prior = 0
  let posterior = 0
  for (const [index, { sentences }] of batches.entries()) {
    const samples = 2 * IMPORTANCE_SAMPLES
    const z = random.fillNormal(new Float32Array(sentences.length * samples * latent)) // [sentence, sample, latent]
    sentences.forEach((sentence, b) => {
      for (let s = IMPORTANCE_SAMPLES; s < samples; s++)
        for (let d = 0; d < latent; d++) {
          const i = (b * samples + s) * latent + d
          const at = sentence * latent + d
          z[i] = posteriors.mean[at] + Math.exp(0.5 * posteriors.logvar[at]) * z[i]
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
      const found = importanceLikelihoods(
        range(posteriors.mean, sentence, latent),
        range(posteriors.logvar, sentence, latent),
        range(z, b, samples * latent),
        range(logPxz, b, samples),
      )
      prior += found.prior
      posterior += found.posterior
    })
    onProgress((index + 1) / batches.length)
  }
  await executable.release()
  const count = split.offsets.length - 1
  return { prior_ll: prior / count, posterior_ll: posterior / count }
}
