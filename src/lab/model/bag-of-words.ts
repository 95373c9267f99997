import { add, expand, gatherRows, logSumExp, matmul, mul, reduceSum, reshape, sigmoid, sub, times, type Tensor } from '../graph'
import type { DecoderInput } from './decoder'
import type { ModelVariables } from './variables'

/**
 * Bag-of-words loss (Zhao et al. 2017): z → linear(D, D) → sigmoid → linear(D, V) predicts each target token, whatever its
 * place. Scalar: Σ weights · −log p(token | z). The normaliser is computed once a sentence, the tokens' scores by looking
 * up their rows.
 *
 * @param weights [steps·batch], for example 1 / (batch · tokens of the sentence)
 */
export function bagOfWords(variables: ModelVariables, z: Tensor, { targets, steps, batch }: DecoderInput, weights: Tensor): Tensor {
  const { latent } = variables.shape
  const rows = times(steps, batch)
  const output = variables.get('decoder.bag_output')
  const bias = variables.get('decoder.bag_output_bias')
  const hidden = sigmoid(add(matmul(z, variables.get('decoder.bag_hidden')), variables.get('decoder.bag_hidden_bias')))
  const overTime = (x: Tensor, width: number) => reshape(expand(reshape(x, [1, batch, width]), [steps, batch, width]), [rows, width])
  const vocabulary = variables.shape.vocabulary
  const normaliser = logSumExp(add(matmul(hidden, output, { b: true }), reshape(bias, [1, vocabulary])), [-1], true)
  const scores = add(reduceSum(mul(overTime(hidden, latent), gatherRows(output, targets)), [1], true), gatherRows(bias, targets))
  return reduceSum(mul(reshape(sub(overTime(normaliser, 1), scores), [rows]), weights))
}
