import { ACTIVE_VARIANCE } from '../../shared/units'
import type { Posteriors } from './posteriors'

/** Posterior means less their mean over sentences in each dimension, [count, latent]. */
function centredMeans({ count, latent, mean }: Posteriors): Float64Array {
  const centre = new Float64Array(latent)
  for (let i = 0; i < mean.length; i++) centre[i % latent] += mean[i] / count
  return mean.map((value, i) => value - centre[i % latent])
}

/** Unbiased variance over sentences of each dimension's posterior mean, [latent]. One sentence alone has variance 0. */
export function varianceOfMeans(posteriors: Posteriors): Float64Array {
  const { count, latent } = posteriors
  const variance = new Float64Array(latent)
  if (count > 1) centredMeans(posteriors).forEach((value, i) => (variance[i % latent] += value ** 2 / (count - 1)))
  return variance
}

/** Active units: dimensions whose mean varies by at least 0.01. */
export function activeUnits(posteriors: Posteriors): number {
  return varianceOfMeans(posteriors).filter((variance) => variance >= ACTIVE_VARIANCE).length
}

/** Columns of which `activeUnitsOf` counts: each dimension's centred mean and its square, [count, 2·latent]. */
export function momentsOfMeans(posteriors: Posteriors): Float64Array {
  const { count, latent } = posteriors
  const centred = centredMeans(posteriors)
  const moments = new Float64Array(2 * centred.length)
  for (let n = 0; n < count; n++) {
    const values = centred.subarray(n * latent, (n + 1) * latent)
    moments.set(values, n * 2 * latent)
    moments.set(
      values.map((value) => value * value),
      n * 2 * latent + latent,
    )
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
