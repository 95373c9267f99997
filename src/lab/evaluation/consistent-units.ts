import { setImmediate } from 'node:timers/promises'
import { CONSISTENT_KL } from '../../shared/units'
import { addGaussian } from './gaussian-line'
import { MarginalDensity } from './marginal-density'
import { LOG_TWO_PI, type GaussianPosteriors } from './posteriors'

const logNormal = (z: number) => -0.5 * (LOG_TWO_PI + z * z)

/** KL(p(z_d) ‖ aggregated q(z_d)) of each dimension by Monte Carlo over given prior samples, [samples, latent] → [latent]. */
export function marginalKlOfSamples(posteriors: GaussianPosteriors, samples: ArrayLike<number>): Float64Array {
  const { latent } = posteriors
  const count = samples.length / latent
  return Float64Array.from({ length: latent }, (_, d) => {
    const density = new MarginalDensity(posteriors, d)
    let sum = 0
    for (let s = 0; s < count; s++) sum += logNormal(samples[s * latent + d]) - density.log(samples[s * latent + d])
    return sum / count
  })
}

const EXTENT = 8
const MOST_POINTS = 8001

/** Deviations beyond which nothing is left of a density in float64. */
const REACH = 38

/**
 * KL(p(z_d) ‖ aggregated q(z_d)) of dimension d without sampling noise: by the trapezoidal rule over [−8, 8], where a step of at
 * most a third of the narrowest posterior's standard deviation (never under 0.002) makes the rule's error negligible beside the
 * thresholds. Densities are added in float64; where all underflow, the log-sum-exp takes over.
 */
export function marginalKlOf(posteriors: GaussianPosteriors, d: number): number {
  const { count, latent, mean, logvar } = posteriors
  let narrowest = Infinity
  for (let i = d; i < count * latent; i += latent) narrowest = Math.min(narrowest, logvar[i])
  const step = Math.max((2 * EXTENT) / (MOST_POINTS - 1), Math.min(0.02, Math.exp(0.5 * narrowest) / 3))
  const points = Math.ceil((2 * EXTENT) / step) + 1
  const line = { points, from: -EXTENT, step: (2 * EXTENT) / (points - 1) }
  const density = new Float64Array(points)
  for (let i = d; i < count * latent; i += latent) {
    const deviation = Math.exp(0.5 * logvar[i])
    addGaussian(density, 0, line, mean[i], deviation, 1 / (deviation * count * Math.sqrt(2 * Math.PI)), REACH)
  }
  let exact: MarginalDensity | null = null
  let sum = 0
  for (let p = 0; p < points; p++) {
    const z = -EXTENT + p * line.step
    const log = logNormal(z)
    const logQ = density[p] > 1e-280 ? Math.log(density[p]) : (exact ??= new MarginalDensity(posteriors, d)).log(z)
    sum += Math.exp(log) * (log - logQ) * (p === 0 || p === points - 1 ? line.step / 2 : line.step)
  }
  return sum
}

/** The same of every dimension, [latent]. `onProgress` gets the share done and may throw to cancel. */
export async function marginalKl(posteriors: GaussianPosteriors, onProgress: (share: number) => void = () => {}): Promise<Float64Array> {
  const { latent } = posteriors
  const kl = new Float64Array(latent)
  for (let d = 0; d < latent; d++) {
    kl[d] = marginalKlOf(posteriors, d)
    onProgress((d + 1) / latent)
    await setImmediate()
  }
  return kl
}

/** Consistent units: dimensions whose KL from the prior is under each threshold. */
export function consistentUnits(kl: ArrayLike<number>): Record<keyof typeof CONSISTENT_KL, number> {
  const under = (threshold: number) => Array.from(kl).filter((value) => value < threshold).length
  const { cu_01, cu_03, cu_05, cu_10 } = CONSISTENT_KL
  return { cu_01: under(cu_01), cu_03: under(cu_03), cu_05: under(cu_05), cu_10: under(cu_10) }
}
