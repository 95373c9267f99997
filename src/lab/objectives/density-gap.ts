import {
  add,
  count,
  div,
  exp,
  logSumExp,
  mul,
  neg,
  reduceSum,
  reshape,
  scalar,
  square,
  sub,
  transpose,
  times,
  log,
  type Dimension,
  type Tensor,
} from '../graph'
import { sampleGaussian, type GaussianMoments } from '../model/posterior'

/** Monte Carlo samples a sentence, M. */
export const GAP_SAMPLES = 32

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/**
 * Marginal density gap, Eq. 11: for each chunk of |b| = `members` sentences and each dimension d, the mean over the
 * chunk's points z_ij of log (1/|b|) Σ_k N(z_ijd; μ_kd, σ_kd²) − log N(z_ijd; 0, 1); mean over chunks, sum over d.
 * Densities stay in log space. Gradient flows through samples and densities.
 *
 * @param posterior mean and log-variance, [chunks·members, latent]
 * @param noise standard normal, [chunks, members, samples, latent]
 */
export function densityGap(posterior: GaussianMoments, noise: Tensor, chunks: Dimension, members: Dimension): Tensor {
  const latent = noise.shape[3]
  const samples = noise.shape[2]
  const points = times(members, samples)
  // [chunks, latent, members]: components along the last axis, where log-sum-exp is one pass.
  const byDimension = (x: Tensor) => transpose(reshape(x, [chunks, members, latent]), [0, 2, 1])
  const mean = byDimension(posterior.mean)
  const logvar = byDimension(posterior.logvar)
  const column = (x: Tensor) => reshape(x, [chunks, latent, members, 1])
  const ordered = transpose(noise, [0, 3, 1, 2]) // [chunks, latent, members, samples]
  const z = reshape(sampleGaussian({ mean: column(mean), logvar: column(logvar) }, ordered), [chunks, latent, points, 1])
  const row = (x: Tensor) => reshape(x, [chunks, latent, 1, members])
  // (z − μ)²/2σ² as one square of (z − μ)·(1/√2σ).
  const precision = row(mul(exp(mul(logvar, scalar(-0.5))), scalar(Math.SQRT1_2)))
  const deviation = mul(sub(z, row(mean)), precision)
  const logDensity = sub(neg(row(mul(logvar, scalar(0.5)))), square(deviation)) // without −½ ln 2π, [chunks, latent, points, members]
  const aggregated = sub(logSumExp(logDensity, [-1]), add(log(count(members)), scalar(HALF_LOG_TWO_PI)))
  const prior = sub(mul(square(reshape(z, [chunks, latent, points])), scalar(-0.5)), scalar(HALF_LOG_TWO_PI))
  return div(reduceSum(sub(aggregated, prior)), mul(count(chunks), count(points)))
}
