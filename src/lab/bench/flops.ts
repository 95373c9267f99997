import type { Batch } from '../corpus/batches'
import { EVALUATION_PASSES } from '../evaluation/evaluate'
import { JOINT_SAMPLES } from '../evaluation/joint-kl'
import type { ModelShape } from '../model/shape'
import { sum } from '../sums'

/*
 * Floating-point operations of matrix products, two for a multiplication with its addition. What lies beside the products (gates,
 * softmax, updates, draws) is left out.
 */

/** A pass of the encoder over `batch` sentences. @param length predicted tokens a sentence; the encoder reads one more */
export const encoderFlops = ({ embedding, hidden, latent }: ModelShape, batch: number, length: number): number =>
  2 * batch * ((length + 1) * (embedding + hidden) * 4 * hidden + hidden * 2 * latent)

/** A pass of the decoder over `batch` sentences of `length` predicted tokens, or as many words written. */
export const decoderFlops = ({ embedding, hidden, latent, vocabulary }: ModelShape, batch: number, length: number): number =>
  2 * batch * (length * (embedding + hidden) * 4 * hidden + latent * 5 * hidden + length * hidden * vocabulary)

/** One training step: forward, and twice that backward. */
export const stepFlops = (shape: ModelShape, batch: number, length: number): number =>
  3 * (encoderFlops(shape, batch, length) + decoderFlops(shape, batch, length))

/**
 * The evaluation of a split: a pass of the encoder and one of the decoder for each of the 16 importance samples; then the aggregated
 * density of the sentences' own samples and of the prior's under Gaussian posteriors, two products each (Σ z²·a and Σ z·b).
 */
export function evaluationFlops(shape: ModelShape, batches: readonly Batch[]): number {
  const sentences = sum(batches.map((batch) => batch.sentences.length))
  const passes = batches.map(({ sentences, length }) => {
    const count = sentences.length
    return encoderFlops(shape, count, length - 1) + EVALUATION_PASSES * decoderFlops(shape, count, length - 1)
  })
  return sum(passes) + 2 * 2 * shape.latent * sentences * (sentences + JOINT_SAMPLES)
}
