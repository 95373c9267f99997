import { add, logSumExp, matmul, mul, reduceMean, reshape, scalar, sigmoid, slice, stopGradient, sub, type Tensor } from '../graph'

/** A linear layer: weight [in, out], bias [out]. */
export interface Linear {
  weight: Tensor
  bias: Tensor
}

/** linear(D, D) → sigmoid → linear(D, D) → sigmoid → linear(D, 2); class 1 is the prior. */
export type Discriminator = readonly [Linear, Linear, Linear]

/** Scores of the two classes, [rows, latent] → [rows, 2]. */
function discriminate([first, second, last]: Discriminator, z: Tensor): Tensor {
  const linear = (x: Tensor, { weight, bias }: Linear) => add(matmul(x, weight), bias)
  return linear(sigmoid(linear(sigmoid(linear(z, first)), second)), last)
}

/** Mean cross-entropy of every row belonging to a class. */
function crossEntropy(scores: Tensor, label: 0 | 1): Tensor {
  const chosen = reshape(slice(scores, 1, label, label + 1), [scores.shape[0]])
  return reduceMean(sub(logSumExp(scores, [-1]), chosen))
}

/**
 * The two losses of an adversarial autoencoder (Makhzani et al. 2016), scalars. `discriminator`: it tells samples of the prior
 * (1) from detached ones of the posterior (0), mean over both. `generator`: the frozen discriminator takes the posterior's
 * samples for the prior's. What each must not train is cut off, so the gradient of their sum trains both in one step.
 *
 * @param prior [rows, latent]
 * @param posterior [rows, latent]
 */
export function adversarialLosses(network: Discriminator, prior: Tensor, posterior: Tensor): { discriminator: Tensor; generator: Tensor } {
  const freeze = ({ weight, bias }: Linear): Linear => ({ weight: stopGradient(weight), bias: stopGradient(bias) })
  const frozen: Discriminator = [freeze(network[0]), freeze(network[1]), freeze(network[2])]
  const both = add(crossEntropy(discriminate(network, prior), 1), crossEntropy(discriminate(network, stopGradient(posterior)), 0))
  return {
    discriminator: mul(both, scalar(0.5)),
    generator: crossEntropy(discriminate(frozen, posterior), 1),
  }
}
