import type { Densities } from './posteriors'

/** Samples a sentence from the prior and from the posterior each. */
export const IMPORTANCE_SAMPLES = 8

function logMeanExp(values: readonly number[]): number {
  const largest = Math.max(...values)
  if (largest === -Infinity) return -Infinity
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0) / values.length)
}

/**
 * Importance-sampled log-likelihoods of sentence n with the proposal Q = ½(prior + posterior): log-mean-exp over all samples of
 * log p(x|z) + log prior(z)/Q(z), and of log p(x|z) + log posterior(z)/Q(z).
 *
 * @param z samples, half from the prior and half from the posterior, [samples, latent]
 * @param logPxz log p(x|z) of each sample, [samples]
 */
export function importanceLikelihoods(
  { logPrior, logPosterior }: Pick<Densities, 'logPrior' | 'logPosterior'>,
  n: number,
  z: ArrayLike<number>,
  logPxz: ArrayLike<number>,
): { prior: number; posterior: number } {
  const latent = z.length / logPxz.length
  const withPrior: number[] = []
  const withPosterior: number[] = []
  for (let s = 0; s < logPxz.length; s++) {
    const p = logPrior(z, s * latent)
    const q = logPosterior(n, z, s * latent)
    const largest = Math.max(p, q)
    const proposal = largest + Math.log(0.5 * (Math.exp(p - largest) + Math.exp(q - largest)))
    withPrior.push(logPxz[s] + p - proposal)
    withPosterior.push(logPxz[s] + q - proposal)
  }
  return { prior: logMeanExp(withPrior), posterior: logMeanExp(withPosterior) }
}
