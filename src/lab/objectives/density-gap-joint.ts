import { add, count, div, exp, log, logSumExp, mul, neg, reduceSum, reduceSumSquare, reshape, scalar, sub, times } from '../graph'
import type { Dimension, Tensor } from '../graph'
import { sampleGaussian, type GaussianMoments } from '../model/posterior'

/**
 * Joint density gap: Eq. 11 with the density of all dimensions together instead of the sum of marginals. For each chunk of |b| =
 * `members` sentences the mean over its points z_ij of log (1/|b|) Σ_k N(z_ij; μ_k, diag σ_k²) − log N(z_ij; 0, I); mean over
 * chunks. Densities stay in log space. Gradient flows through samples and densities.
 *
 * @param posterior mean and log-variance, [chunks·members, latent]
 * @param noise standard normal, [chunks, members, samples, latent]
 */
export function jointDensityGap({ mean, logvar }: GaussianMoments, noise: Tensor, chunks: Dimension, members: Dimension): Tensor {
  const [, , samples, latent] = noise.shape
  const points = times(members, samples)
  const own = (x: Tensor) => reshape(x, [chunks, members, 1, latent])
  const z = reshape(sampleGaussian({ mean: own(mean), logvar: own(logvar) }, noise), [chunks, points, 1, latent])
  const every = (x: Tensor) => reshape(x, [chunks, 1, members, latent])
  const deviation = mul(sub(z, every(mean)), every(exp(mul(logvar, scalar(-0.5)))))
  const logScale = reshape(reduceSum(every(logvar), [-1]), [chunks, 1, members])
  // Both densities without their common factor (2π)^(−latent/2).
  const logDensity = mul(neg(add(reduceSumSquare(deviation, [-1]), logScale)), scalar(0.5)) // [chunks, points, members]
  const aggregated = sub(logSumExp(logDensity, [-1]), log(count(members)))
  const prior = mul(reshape(reduceSumSquare(z, [-1]), [chunks, points]), scalar(-0.5))
  return div(reduceSum(sub(aggregated, prior)), mul(count(chunks), count(points)))
}
