import { setImmediate } from 'node:timers/promises'
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

/** Equal steps over [−8, 8]: point p is at −8 + p·h. */
interface Grid {
  points: number
  h: number
}

/**
 * N(mean, e^logvar) at the points of the grid from `first` to `last`, left in `out`; elsewhere it is nothing. By the recurrence of
 * exp(−u²/2) along equal steps of u: two products a point instead of an exponential.
 */
function fillDensity(out: Float64Array, mean: number, logvar: number, { points, h }: Grid): { first: number; last: number } {
  const inverse = Math.exp(-0.5 * logvar)
  const reach = 38 / inverse
  const scale = inverse / Math.sqrt(2 * Math.PI)
  const first = Math.max(0, Math.ceil((mean - reach + EXTENT) / h))
  const last = Math.min(points - 1, Math.floor((mean + reach + EXTENT) / h))
  const du = h * inverse
  const shrink = Math.exp(-du * du)
  for (let p = first; p <= last;) {
    const end = Math.min(last + 1, p + 64)
    let u = (-EXTENT + p * h - mean) * inverse
    let value = scale * Math.exp(-0.5 * u * u)
    let ratio = Math.exp(-u * du - 0.5 * du * du)
    if (value < 1e-290 || ratio > 1e100) {
      for (; p < end; p++, u += du) out[p] = scale * Math.exp(-0.5 * u * u)
      continue
    }
    for (; p < end; p++) {
      out[p] = value
      value *= ratio
      ratio *= shrink
    }
  }
  return { first, last }
}

/**
 * KL(p(z_d) ‖ aggregated q(z_d)) of dimension d without sampling noise: by the trapezoidal rule over [−8, 8], where a step of at
 * most a third of the narrowest posterior's standard deviation (never under 0.002) makes the rule's error negligible beside the
 * thresholds. Densities are added in float64; where all underflow, the log-sum-exp takes over.
 *
 * `influence` [count] is how the KL answers to the weight of each sentence in the aggregate: 1 − ∫ p(z) q(z|x_n)/q(z) dz, of mean
 * 0. With weights w_n of mean 1 the KL is KL + mean w_n·influence_n to first order.
 */
export function marginalKlOf(posteriors: GaussianPosteriors, d: number): { kl: number; influence: Float64Array } {
  const { count, latent, mean, logvar } = posteriors
  let narrowest = Infinity
  for (let i = d; i < count * latent; i += latent) narrowest = Math.min(narrowest, logvar[i])
  const step = Math.max((2 * EXTENT) / (MOST_POINTS - 1), Math.min(0.02, Math.exp(0.5 * narrowest) / 3))
  const points = Math.ceil((2 * EXTENT) / step) + 1
  const grid = { points, h: (2 * EXTENT) / (points - 1) }
  const density = new Float64Array(points)
  const own = new Float64Array(points)
  for (let i = d; i < count * latent; i += latent) {
    const { first, last } = fillDensity(own, mean[i], logvar[i], grid)
    for (let p = first; p <= last; p++) density[p] += own[p]
  }
  let kl = 0
  const ratios = new Float64Array(points) // p(z)/q(z) by its share in the rule
  for (let p = 0; p < points; p++) {
    const z = -EXTENT + p * grid.h
    const log = logNormal(z)
    const known = density[p] > count * 1e-280
    const logQ = known ? Math.log(density[p] / count) : logMarginal(posteriors, d, z)
    const width = p === 0 || p === points - 1 ? grid.h / 2 : grid.h
    kl += Math.exp(log) * (log - logQ) * width
    if (known) ratios[p] = Math.exp(log - logQ) * width
  }
  const influence = new Float64Array(count).fill(1)
  for (let n = 0; n < count; n++) {
    const { first, last } = fillDensity(own, mean[n * latent + d], logvar[n * latent + d], grid)
    let sum = 0
    for (let p = first; p <= last; p++) sum += ratios[p] * own[p]
    influence[n] -= sum
  }
  return { kl, influence }
}

/** The same for every dimension: KLs [latent], influences [count, latent]. `onProgress` gets the share done and may throw to cancel. */
export async function marginalKl(
  posteriors: GaussianPosteriors,
  onProgress: (share: number) => void = () => {},
): Promise<{ kl: Float64Array; influence: Float64Array }> {
  const { count, latent } = posteriors
  const kl = new Float64Array(latent)
  const influence = new Float64Array(count * latent)
  for (let d = 0; d < latent; d++) {
    const found = marginalKlOf(posteriors, d)
    kl[d] = found.kl
    for (let n = 0; n < count; n++) influence[n * latent + d] = found.influence[n]
    onProgress((d + 1) / latent)
    await setImmediate()
  }
  return { kl, influence }
}

/** Consistent units: dimensions whose KL from the prior is under each threshold. */
export function consistentUnits(kl: ArrayLike<number>): { cu_01: number; cu_03: number; cu_05: number; cu_10: number } {
  const [cu_01, cu_03, cu_05, cu_10] = CONSISTENT_THRESHOLDS.map((threshold) => Array.from(kl).filter((value) => value < threshold).length)
  return { cu_01, cu_03, cu_05, cu_10 }
}
