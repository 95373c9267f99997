import type { Posteriors } from './posteriors'

/** Variance of the posterior mean over which a unit counts as active. */
export const ACTIVE_VARIANCE = 0.01

/** Unbiased variance over sentences of each dimension's posterior mean, [latent]. One sentence alone has variance 0. */
export function varianceOfMeans({ count, latent, mean }: Posteriors): Float64Array {
  return Float64Array.from({ length: latent }, (_, d) => {
    let centre = 0
    for (let n = 0; n < count; n++) centre += mean[n * latent + d] / count
    let sum = 0
    for (let n = 0; n < count; n++) sum += (mean[n * latent + d] - centre) ** 2
    return count > 1 ? sum / (count - 1) : 0
  })
}

/** Active units: dimensions whose mean varies by at least 0.01. */
export function activeUnits(posteriors: Posteriors): number {
  return varianceOfMeans(posteriors).filter((variance) => variance >= ACTIVE_VARIANCE).length
}

/** Columns of which `activeUnitsOf` counts: each dimension's centred mean and its square, [count, 2·latent]. */
export function momentsOfMeans({ count, latent, mean }: Posteriors): Float64Array {
  const moments = new Float64Array(count * 2 * latent)
  for (let d = 0; d < latent; d++) {
    let centre = 0
    for (let n = 0; n < count; n++) centre += mean[n * latent + d] / count
    for (let n = 0; n < count; n++) {
      const value = mean[n * latent + d] - centre
      moments[n * 2 * latent + d] = value
      moments[n * 2 * latent + latent + d] = value * value
    }
  }
  return moments
}

/** Active units of `count` sentences from the sums of their moments, [2·latent]. */
export function activeUnitsOf(sums: Float64Array, count: number): number {
  const latent = sums.length / 2
  let active = 0
  for (let d = 0; d < latent; d++) if ((sums[latent + d] - sums[d] ** 2 / count) / (count - 1) >= ACTIVE_VARIANCE) active++
  return active
}
