import { AggregatedPosterior, LOG_TWO_PI, type Posteriors } from './posteriors'

/**
 * Mutual information of sentence and latent: E log q(z|x), in closed form, − E log q(z), with q(z) aggregated over all
 * N sentences and one z = μ + σ·ε a sentence. Its ceiling is ln N.
 *
 * @param noise standard normal, [count, latent]
 */
export function mutualInformation(posteriors: Posteriors, noise: ArrayLike<number>): number {
  const { count, latent, mean, logvar } = posteriors
  const aggregated = new AggregatedPosterior(posteriors)
  const z = new Float64Array(latent)
  let sum = 0
  for (let n = 0; n < count; n++) {
    for (let d = 0; d < latent; d++) {
      const i = n * latent + d
      z[d] = mean[i] + Math.exp(0.5 * logvar[i]) * noise[i]
      sum -= 0.5 * (LOG_TWO_PI + 1 + logvar[i])
    }
    sum -= aggregated.logDensity(z)
  }
  return sum / count
}
