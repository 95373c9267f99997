/** Gaussian posteriors of N sentences: means and log-variances, row-major [count, latent]. */
export interface Posteriors {
  count: number
  latent: number
  mean: Float64Array
  logvar: Float64Array
}

export function makePosteriors(latent: number, mean: ArrayLike<number>, logvar: ArrayLike<number>): Posteriors {
  return { count: mean.length / latent, latent, mean: Float64Array.from(mean), logvar: Float64Array.from(logvar) }
}

export const LOG_TWO_PI = Math.log(2 * Math.PI)

/**
 * log q(z) = log (1/N) Σ_n N(z; μ_n, σ_n²), the aggregated posterior's joint density, in float64 with log-sum-exp.
 * Components more than e⁻⁴⁰ below the largest seen are left out early: they cannot change the sum's 15th digit.
 */
export class AggregatedPosterior {
  private readonly inverse: Float64Array
  private readonly constant: Float64Array

  constructor(private readonly posteriors: Posteriors) {
    const { count, latent, logvar } = posteriors
    this.inverse = logvar.map((v) => Math.exp(-0.5 * v))
    this.constant = new Float64Array(count)
    for (let n = 0; n < count; n++) {
      let sum = latent * LOG_TWO_PI
      for (let d = 0; d < latent; d++) sum += logvar[n * latent + d]
      this.constant[n] = -0.5 * sum
    }
  }

  /** @param z row-major points; the one read begins at `offset`. */
  logDensity(z: ArrayLike<number>, offset = 0): number {
    const { count, latent, mean } = this.posteriors
    const { inverse, constant } = this
    let largest = -Infinity
    let sum = 0
    for (let n = 0; n < count; n++) {
      let log = constant[n]
      const floor = largest - 40
      const base = n * latent
      for (let d = 0; d < latent && log >= floor;) {
        for (const end = Math.min(latent, d + 8); d < end; d++) {
          const u = (z[offset + d] - mean[base + d]) * inverse[base + d]
          log -= 0.5 * u * u
        }
      }
      if (log < floor) continue
      if (log <= largest) sum += Math.exp(log - largest)
      else {
        sum = sum * Math.exp(largest - log) + 1
        largest = log
      }
    }
    return largest + Math.log(sum) - Math.log(count)
  }
}

/** log N(z; 0, I) of the point at `offset`. */
export function logPrior(z: ArrayLike<number>, latent: number, offset = 0): number {
  let sum = latent * LOG_TWO_PI
  for (let d = 0; d < latent; d++) sum += z[offset + d] * z[offset + d]
  return -0.5 * sum
}
