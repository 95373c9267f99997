import {
  add,
  concat,
  count,
  div,
  exp,
  givenGradient,
  log,
  matmul,
  mul,
  neg,
  reduceSum,
  reshape,
  scalar,
  slice,
  square,
  stopGradient,
  sub,
  times,
  transpose,
  type Dimension,
  type Tensor,
} from '../graph'
import { sampleGaussian, type GaussianMoments } from '../model/posterior'

/** Monte Carlo samples a sentence, M. */
export const GAP_SAMPLES = 32

/**
 * Marginal density gap, Eq. 11: for each chunk of |b| = `members` sentences and each dimension d, the mean over the
 * chunk's points z_ij of log (1/|b|) Σ_k N(z_ijd; μ_kd, σ_kd²) − log N(z_ijd; 0, 1); mean over chunks, sum over d.
 * Gradient flows through samples and densities.
 *
 * With u = (z − μ_k)/√2σ_k the density is Σ_k e^(−u²)/σ_k up to constants. No logarithm of a sum of exponentials is needed under it: a
 * point is a sample of one of the chunk's own sentences, whose term e^(−ε²/2)/σ cannot underflow, and no e^(−u²) is above 1. The
 * gradient is derived by hand: what is kept a point and sentence is e^(−u²) and u·e^(−u²), and everything else are products with them.
 *
 * @param posterior mean and log-variance, [chunks·members, latent]
 * @param noise standard normal, [chunks, members, samples, latent]
 */
export function densityGap(posterior: GaussianMoments, noise: Tensor, chunks: Dimension, members: Dimension): Tensor {
  const latent = noise.shape[3]
  const samples = noise.shape[2]
  const points = times(members, samples)
  // [chunks, latent, members, 1]: a sentence a row, points along the columns.
  const column = (x: Tensor) => reshape(transpose(reshape(x, [chunks, members, latent]), [0, 2, 1]), [chunks, latent, members, 1])
  const row = (x: Tensor) => transpose(x, [0, 1, 3, 2])
  const mean = column(posterior.mean)
  const logvar = column(posterior.logvar)
  const mu = stopGradient(mean)
  const v = stopGradient(logvar)
  const epsilon = transpose(noise, [0, 3, 1, 2]) // [chunks, latent, members, samples]
  const z = reshape(sampleGaussian({ mean: mu, logvar: v }, epsilon), [chunks, latent, 1, points])
  const precision = exp(mul(v, scalar(-0.5))) // 1/σ
  const scale = mul(precision, scalar(Math.SQRT1_2)) // 1/√2σ

  const u = mul(sub(z, mu), scale) // [chunks, latent, members, points], as what follows
  const kernel = exp(neg(square(u)))
  const density = matmul(row(precision), kernel) // Σ_k e^(−u²)/σ_k, [chunks, latent, 1, points]
  // Both densities without their common factor 1/√2π.
  const aggregated = sub(log(density), log(count(members)))
  const prior = mul(square(z), scalar(-0.5))
  const total = mul(count(chunks), count(points))

  // Gradients of the sum over points, by way of the densities (of each sentence) and of the samples (of each point).
  const share = div(scalar(1), density)
  const pulled = mul(kernel, u)
  const moments = matmul(pulled, concat([share, mul(share, z)], 2), { b: true }) // Σ over points of u·e^(−u²)/density · (1, z)
  const moment = (power: 0 | 1) => slice(moments, 3, power, power + 1)
  const weight = matmul(kernel, share, { b: true })
  const byMean = mul(mul(mul(precision, scale), moment(0)), scalar(2))
  const byLogvar = mul(precision, sub(mul(scale, sub(moment(1), mul(mu, moment(0)))), mul(weight, scalar(0.5))))
  const byPoint = sub(z, mul(mul(share, matmul(row(mul(precision, scale)), pulled)), scalar(2)))
  const bySample = reshape(byPoint, [chunks, latent, members, samples])
  const deviation = exp(mul(v, scalar(0.5)))
  return givenGradient(div(reduceSum(sub(aggregated, prior)), total), [
    [mean, div(add(byMean, reduceSum(bySample, [3], true)), total)],
    [logvar, div(add(byLogvar, mul(mul(deviation, scalar(0.5)), reduceSum(mul(bySample, epsilon), [3], true))), total)],
  ])
}
