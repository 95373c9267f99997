import { add, count, log, logSumExp, matmul, mul, reduceMean, reshape, scalar, sub, times, type Dimension, type Tensor } from '../graph'
import { sampleVonMisesFisher, unit } from '../model/vmf-posterior'
import { logNormaliser, logUniformDensity } from '../model/von-mises-fisher'

/**
 * Density gap on the sphere, Eq. 9: for each chunk of |b| = `members` sentences the mean over its points z_ij of
 * log (1/|b|) Σ_k vMF(z_ij; μ_k, κ) − log C_d(0); mean over chunks. Gradient flows through samples and densities.
 *
 * @param mean unnormalised means, [chunks·members, latent]; μ = mean / ‖mean‖
 * @param w parts of the samples along their μ, drawn on the host by `VmfSampler`, [chunks, members, samples, 1]
 * @param noise standard normal, [chunks, members, samples, latent]
 */
export function densityGapVmf(mean: Tensor, w: Tensor, noise: Tensor, kappa: number, chunks: Dimension, members: Dimension): Tensor {
  const [, , samples, latent] = noise.shape
  if (typeof latent !== 'number') throw new Error(`The density gap on the sphere needs a latent of known size, not "${latent}".`)
  const directions = reshape(unit(mean), [chunks, members, latent])
  const z = sampleVonMisesFisher(reshape(directions, [chunks, members, 1, latent]), w, noise)
  const points = reshape(z, [chunks, times(members, samples), latent])
  const cosines = matmul(points, directions, { b: true }) // [chunks, points, members]
  const aggregated = sub(reduceMean(logSumExp(mul(cosines, scalar(kappa)), [-1])), log(count(members)))
  return add(aggregated, scalar(logNormaliser(latent, kappa) - logUniformDensity(latent)))
}
