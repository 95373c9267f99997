import { add, count, div, maximum, mul, reduceMean, reduceSumSquare, scalar, sqrt, sub, type Tensor } from '../graph'

/** ε, added to the variance. */
export const BATCH_NORM_EPSILON = 1e-5
/** Share of a batch in the running moments. */
const MOMENTUM = 0.1

/** Moments of each latent dimension, [latent] each. */
export interface Moments {
  mean: Tensor
  variance: Tensor
}

/** γ·(x − mean)/√(variance + 1e-5) + shift. */
function normalised(x: Tensor, { mean, variance }: Moments, gamma: number, shift: Tensor): Tensor {
  return add(mul(div(sub(x, mean), sqrt(add(variance, scalar(BATCH_NORM_EPSILON)))), scalar(gamma)), shift)
}

/**
 * Batch normalisation of the posterior's mean in training (BN-VAE, Zhu et al. 2020): moments of the batch, scale fixed at γ,
 * shift learned. The KL of the batch is then at least D·γ²/2 · var/(var + 1e-5). Gradient flows through the moments.
 *
 * @param x means, [batch, latent]
 * @param shift [latent]
 * @param running moments before the batch
 * @returns the normalised means, and the running moments after the batch: 0.9 of the old and 0.1 of the batch's, its variance unbiased
 */
export function batchNormTraining(x: Tensor, gamma: number, shift: Tensor, running: Moments): { mean: Tensor; running: Moments } {
  const mean = reduceMean(x, [0])
  const squares = reduceSumSquare(sub(x, mean), [0])
  const size = count(x.shape[0])
  const variance = div(squares, size)
  const unbiased = div(squares, maximum(sub(size, scalar(1)), scalar(1)))
  const moved = (old: Tensor, batch: Tensor) => add(mul(old, scalar(1 - MOMENTUM)), mul(batch, scalar(MOMENTUM)))
  return {
    mean: normalised(x, { mean, variance }, gamma, shift),
    running: { mean: moved(running.mean, mean), variance: moved(running.variance, unbiased) },
  }
}

/** The same in evaluation, by the running moments. */
export function batchNormEvaluation(x: Tensor, gamma: number, shift: Tensor, running: Moments): Tensor {
  return normalised(x, running, gamma, shift)
}
