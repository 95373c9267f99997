import { add, div, maximum, mul, reduceSum, reduceSumSquare, scalar, sqrt, square, sub, type Tensor } from '../graph'

/** x / ‖x‖ along the last axis; a vector of zeros stays one. */
export function unit(x: Tensor): Tensor {
  return div(x, sqrt(maximum(reduceSumSquare(x, [-1], true), scalar(1e-24))))
}

/**
 * z = w·μ + √(1 − w²)·ν on the unit sphere, the sample of vMF(μ, κ) whose part along μ is w: ν is the noise made orthogonal to
 * μ and normalised, which is uniform among the directions orthogonal to μ. Gradient flows to μ, also through ν.
 *
 * @param direction μ, unit vectors [..., latent]; broadcasts against the noise
 * @param w parts along μ, [..., 1], drawn on the host by `VmfSampler`
 * @param noise standard normal, [..., latent]
 */
export function sampleVonMisesFisher(direction: Tensor, w: Tensor, noise: Tensor): Tensor {
  const along = reduceSum(mul(noise, direction), [-1], true)
  const orthogonal = unit(sub(noise, mul(along, direction)))
  return add(mul(w, direction), mul(sqrt(sub(scalar(1), square(w))), orthogonal))
}
