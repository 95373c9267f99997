import { add, count, div, matmul, mul, reduceSum, reduceSumSquare, scalar, sub, transpose, type Tensor } from '../graph'

/** 1 − k(a, b) = ‖a − b‖²/(1e-9 + C + ‖a − b‖²) of every pair, summed, for the kernel k = C/(1e-9 + C + ‖a − b‖²). */
function unlikeness(a: Tensor, b: Tensor, scale: number): Tensor {
  const products = mul(matmul(a, b, { b: true }), scalar(2))
  const distances = sub(add(reduceSumSquare(a, [1], true), transpose(reduceSumSquare(b, [1], true))), products)
  // Rows first: sums of many float32 numbers stay precise in two stages.
  return reduceSum(reduceSum(div(distances, add(distances, scalar(scale + 1e-9))), [1]))
}

/**
 * Maximum mean discrepancy between samples of the prior and of the posterior (WAE, Tolstikhin et al. 2018), with kernel
 * C/(1e-9 + C + ‖a − b‖²), C = 2·latent: mean within the prior's samples + mean within the posterior's − 2 · mean across, a
 * sample never paired with itself. The estimate is unbiased, and so at times below 0.
 *
 * A sample's unlikeness to itself is 0, so working with 1 − k leaves the diagonals out and loses fewer digits.
 *
 * @param prior [rows, latent]
 * @param posterior [rows, latent]
 */
export function maximumMeanDiscrepancy(prior: Tensor, posterior: Tensor): Tensor {
  const [rows, latent] = posterior.shape
  if (typeof latent !== 'number') throw new Error(`The kernel needs a latent of known size, not "${latent}".`)
  const size = count(rows)
  const scale = 2 * latent
  const within = div(add(unlikeness(prior, prior, scale), unlikeness(posterior, posterior, scale)), mul(size, sub(size, scalar(1))))
  return sub(div(mul(unlikeness(prior, posterior, scale), scalar(2)), mul(size, size)), within)
}
