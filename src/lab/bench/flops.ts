import type { ModelShape } from '../model/shape'

/**
 * Floating-point operations of the matrix products of one training step: forward, and twice that backward. What lies beside the
 * products (gates, softmax, updates) is left out.
 *
 * @param length predicted tokens a sentence; the encoder reads one more
 */
export function stepFlops({ embedding, hidden, latent, vocabulary }: ModelShape, batch: number, length: number): number {
  const gates = 4 * hidden
  const encoder = batch * (length + 1) * (embedding + hidden) * gates + batch * hidden * 2 * latent
  const decoder = batch * length * (embedding + hidden) * gates + batch * latent * (gates + hidden)
  const output = batch * length * hidden * vocabulary
  return 3 * 2 * (encoder + decoder + output)
}
