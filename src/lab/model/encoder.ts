import { add, expand, gatherRows, lstm, matmul, reshape, scalar, slice, times, type Dimension, type Tensor } from '../graph'
import type { ModelVariables } from './variables'

export interface EncoderInput {
  /** int [words]: vocabulary ids that occur in the batch, each once. */
  words: Tensor
  /** int [time·batch]: position in `words` of each token, time-major. */
  tokens: Tensor
  /** int [batch]: row of each sentence's last token in [time·batch]. */
  last: Tensor
  time: Dimension
  batch: Dimension
}

export interface Posterior {
  /** [batch, latent] */
  mean: Tensor
  /** Log-variance, [batch, latent] */
  logvar: Tensor
}

/** Embedding → LSTM over the whole sentence → last hidden state → (mean, log-variance). */
export function encode(variables: ModelVariables, { words, tokens, last, time, batch }: EncoderInput): Posterior {
  const { hidden, latent } = variables.shape
  const embedded = gatherRows(gatherRows(variables.get('encoder.embedding'), words, true), tokens)
  const bias = add(variables.get('encoder.bias_input'), variables.get('encoder.bias_recurrent'))
  const projected = add(matmul(embedded, variables.get('encoder.weight_input')), bias)
  const zero = expand(scalar(0), [batch, hidden])
  const states = lstm(reshape(projected, [time, batch, 4 * hidden]), zero, zero, variables.get('encoder.weight_recurrent'))
  const final = gatherRows(reshape(states, [times(time, batch), hidden]), last, true)
  const posterior = matmul(final, variables.get('encoder.to_posterior'))
  return { mean: slice(posterior, 1, 0, latent), logvar: slice(posterior, 1, latent, 2 * latent) }
}
