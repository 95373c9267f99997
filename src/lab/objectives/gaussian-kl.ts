import { add, exp, mul, reduceMean, reduceSum, scalar, square, sub, type Tensor } from '../graph'
import type { GaussianMoments } from '../model/posterior'

/** KL(N(μ, e^v) ‖ N(0, 1)) of each sentence and dimension: ½(μ² + e^v − v − 1), [batch, latent]. */
export function gaussianKlUnits({ mean, logvar }: GaussianMoments): Tensor {
  return mul(sub(sub(add(square(mean), exp(logvar)), logvar), scalar(1)), scalar(0.5))
}

/** The same summed over dimensions, mean over the batch: scalar. */
export function gaussianKl(posterior: GaussianMoments): Tensor {
  return reduceMean(reduceSum(gaussianKlUnits(posterior), [1]))
}
