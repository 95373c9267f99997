import { LOG_TWO_PI, type GaussianPosteriors } from './posteriors'

/** Thresholds of CU; 0.03 is the reported one. */
export const CONSISTENT_THRESHOLDS = [0.01, 0.03, 0.05, 0.1] as const

/** log of the aggregated posterior's marginal density in dimension d at z, with log-sum-exp. */
function logMarginal({ count, latent, mean, logvar }: GaussianPosteriors, d: number, z: number): number {
  let largest = -Infinity
  let sum = 0
  for (let i = d; i < count * latent; i += latent) {
    const log = -0.5 * (LOG_TWO_PI + logvar[i] + (z - mean[i]) ** 2 * Math.exp(-logvar[i]))
    if (log <= largest) sum += Math.exp(log - largest)
    else {
      sum = sum * Math.exp(largest - log) + 1
      largest = log
    }
  }
  return largest + Math.log(sum) - Math.log(count)
}

const logNormal = (z: number) => -0.5 * (LOG_TWO_PI + z * z)

/** KL(p(z_d) ‖ aggregated q(z_d)) of each dimension by Monte Carlo over given prior samples, [samples, latent] → [latent]. */
export function marginalKlOfSamples(posteriors: GaussianPosteriors, samples: ArrayLike<number>): Float64Array {
  const { latent } = posteriors
  const count = samples.length / latent
  return Float64Array.from({ length: latent }, (_, d) => {
    let sum = 0
    for (let s = 0; s < count; s++) sum += logNormal(samples[s * latent + d]) - logMarginal(posteriors, d, samples[s * latent + d])
    return sum / count
  })
}

const EXTENT = 8
const MOST_POINTS = 8001

/**
 * The same expectation without sampling noise: by the trapezoidal rule over [−8, 8], where a step of at most a third of
 * the narrowest posterior's standard deviation (never under 0.002) makes the rule's error negligible beside the
 * thresholds. Densities are added in float64; where all underflow, the log-sum-exp takes over.
 */
export function marginalKl(posteriors: GaussianPosteriors): Float64Array {
  const { count, latent, mean, logvar } = posteriors
  return Float64Array.from({ length: latent }, (_, d) => {
    let narrowest = Infinity
    for (let i = d; i < count * latent; i += latent) narrowest = Math.min(narrowest, logvar[i])
    const step = Math.max((2 * EXTENT) / (MOST_POINTS - 1), Math.min(0.02, Math.exp(0.5 * narrowest) / 3))
    const points = Math.ceil((2 * EXTENT) / step) + 1
    const h = (2 * EXTENT) / (points - 1)
    const density = new Float64Array(points)
    for (let i = d; i < count * latent; i += latent) {
      const inverse = Math.exp(-0.5 * logvar[i])
      const reach = 38 / inverse
      const scale = inverse / (count * Math.sqrt(2 * Math.PI))
      const first = Math.max(0, Math.ceil((mean[i] - reach + EXTENT) / h))
      const last = Math.min(points - 1, Math.floor((mean[i] + reach + EXTENT) / h))
      // exp(−u²/2) along equal steps of u by its recurrence: two products a point instead of an exponential.
      const du = h * inverse
      const shrink = Math.exp(-du * du)
      for (let p = first; p <= last;) {
        const end = Math.min(last + 1, p + 64)
        let u = (-EXTENT + p * h - mean[i]) * inverse
        let value = scale * Math.exp(-0.5 * u * u)
        let ratio = Math.exp(-u * du - 0.5 * du * du)
        if (value < 1e-290 || ratio > 1e100) {
          for (; p < end; p++, u += du) density[p] += scale * Math.exp(-0.5 * u * u)
          continue
        }
        for (; p < end; p++) {
          density[p] += value
          value *= ratio
          ratio *= shrink
        }
      }
    }
    let sum = 0
    for (let p = 0; p < points; p++) {
      const z = -EXTENT + p * h
      const log = logNormal(z)
      const logQ = density[p] > 1e-280 ? Math.log(density[p]) : logMarginal(posteriors, d, z)
      sum += Math.exp(log) * (log - logQ) * (p === 0 || p === points - 1 ? h / 2 : h)
    }
    return sum
  })
}

/** Consistent units: dimensions whose KL from the prior is under each threshold. */
export function consistentUnits(kl: ArrayLike<number>): { cu_01: number; cu_03: number; cu_05: number; cu_10: number } {
  const [cu_01, cu_03, cu_05, cu_10] = CONSISTENT_THRESHOLDS.map((threshold) => Array.from(kl).filter((value) => value < threshold).length)
  return { cu_01, cu_03, cu_05, cu_10 }
}
