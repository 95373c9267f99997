import { add, expand, gatherRows, lstm, matmul, reshape, scalar, slice, times, type Dimension, type Tensor } from '../graph'
import { batchNormEvaluation, batchNormTraining } from './batch-norm'
import { deltaPosterior } from './delta-transform'
import type { GaussianPosterior, Posterior } from './posterior'
import type { ModelVariables } from './variables'
import { unit } from './vmf-posterior'

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

/** Embedding → LSTM over the whole sentence → last hidden state → linear: [batch, 2·latent], or [batch, latent] on the sphere. */
function lastLayer(variables: ModelVariables, { words, tokens, last, time, batch }: EncoderInput): Tensor {
  const { hidden } = variables.shape
  const embedded = gatherRows(gatherRows(variables.get('encoder.embedding'), words, true), tokens)
  const bias = add(variables.get('encoder.bias_input'), variables.get('encoder.bias_recurrent'))
  const projected = add(matmul(embedded, variables.get('encoder.weight_input')), bias)
  const zero = expand(scalar(0), [batch, hidden])
  const states = lstm(reshape(projected, [time, batch, 4 * hidden]), zero, zero, variables.get('encoder.weight_recurrent'))
  const final = gatherRows(reshape(states, [times(time, batch), hidden]), last, true)
  return matmul(final, variables.get('encoder.to_posterior'))
}

export interface Encoded {
  posterior: Posterior
  /** Next values of parameters that follow the data without being trained: running moments, in training. */
  moved: ReadonlyMap<string, Tensor>
}

/**
 * The posteriors of a batch's sentences, of the family that the model's shape names.
 *
 * @param mode in `training` batch normalisation takes the batch's moments and moves the running ones, in `evaluation` it takes those
 */
export function encode(variables: ModelVariables, input: EncoderInput, mode: 'training' | 'evaluation'): Encoded {
  const { latent, posterior: family } = variables.shape
  const layer = lastLayer(variables, input)
  const still: Encoded['moved'] = new Map()
  if (family?.kind === 'vmf') return { posterior: { family: 'vmf', mean: unit(layer), kappa: family.kappa }, moved: still }
  const raw: GaussianPosterior = { family: 'gaussian', mean: slice(layer, 1, 0, latent), logvar: slice(layer, 1, latent, 2 * latent) }
  if (family?.kind === 'delta') return { posterior: deltaPosterior(raw, family.delta), moved: still }
  if (family?.kind !== 'batch-norm') return { posterior: raw, moved: still }
  const shift = variables.get('encoder.bn_shift')
  const running = { mean: variables.get('encoder.bn_running_mean'), variance: variables.get('encoder.bn_running_variance') }
  if (mode === 'evaluation')
    return { posterior: { ...raw, mean: batchNormEvaluation(raw.mean, family.gamma, shift, running) }, moved: still }
  const { mean, running: next } = batchNormTraining(raw.mean, family.gamma, shift, running)
  return {
    posterior: { ...raw, mean },
    moved: new Map([
      ['encoder.bn_running_mean', next.mean],
      ['encoder.bn_running_variance', next.variance],
    ]),
  }
}
