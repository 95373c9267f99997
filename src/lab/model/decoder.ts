import {
  add,
  concat,
  expand,
  gatherRows,
  lstm,
  matmul,
  mul,
  reshape,
  sigmoid,
  slice,
  stopGradient,
  sub,
  tanh,
  times,
  vocabularyCrossEntropy,
  type Dimension,
  type Tensor,
} from '../graph'
import { bagOfWords } from './bag-of-words'
import type { ModelVariables } from './variables'

export interface DecoderInput {
  words: Tensor
  /** int [steps·batch]: position in `words` of each input token (x without its last), time-major. */
  tokens: Tensor
  /** int [steps·batch]: vocabulary id to predict at each step. */
  targets: Tensor
  /** [steps·batch]: weight of each step's cross-entropy in the loss; 0 for padding. */
  targetWeights: Tensor
  /** [steps·batch]: the weight of each token in the bag-of-words loss, where the model has one. */
  bagWeights?: Tensor
  steps: Dimension
  batch: Dimension
  /**
   * Without dropout a word adds the same to the gates wherever it stands: then each is projected once and looked up. Only for passes
   * without gradients, whose way back through so wide a table would cost more than it saves.
   */
  projectOnce?: boolean
  /** Dropout masks, [steps·batch, embedding] and [steps·batch, hidden]; absent: no dropout. */
  dropoutIn?: Tensor
  dropoutOut?: Tensor
}

/** Initial state of the decoder: c0 = W·z, h0 = tanh(c0). */
export function initialState(variables: ModelVariables, z: Tensor): { h: Tensor; c: Tensor } {
  const c = matmul(z, variables.get('decoder.to_cell'))
  return { h: tanh(c), c }
}

/** What z adds to the gates at every step, biases included: [batch, 4·hidden]. */
export function latentGates(variables: ModelVariables, z: Tensor): Tensor {
  const bias = add(variables.get('decoder.bias_input'), variables.get('decoder.bias_recurrent'))
  return add(matmul(z, variables.get('decoder.weight_latent')), bias)
}

/** What the words add to the gates, [steps·batch, 4·hidden]. */
function wordGates(variables: ModelVariables, { words, tokens, dropoutIn, projectOnce }: DecoderInput): Tensor {
  const embedded = gatherRows(variables.get('decoder.embedding'), words, true)
  const weight = variables.get('decoder.weight_embedding')
  if (projectOnce && !dropoutIn) return gatherRows(matmul(embedded, weight), tokens)
  const read = gatherRows(embedded, tokens)
  return matmul(dropoutIn ? mul(read, dropoutIn) : read, weight)
}

/** Hidden states under teacher forcing, [steps, batch, hidden]. */
function decoderStates(variables: ModelVariables, z: Tensor, input: DecoderInput): Tensor {
  const { hidden } = variables.shape
  const { steps, batch } = input
  const fromWords = reshape(wordGates(variables, input), [steps, batch, 4 * hidden])
  const fromLatent = reshape(latentGates(variables, z), [1, batch, 4 * hidden])
  const { h, c } = initialState(variables, z)
  return lstm(add(fromWords, fromLatent), h, c, variables.get('decoder.weight_recurrent'))
}

/** What the vocabulary layer sees: the LSTM's states [rows, hidden], with skip joined by the z of their sentence. */
function withSkip(variables: ModelVariables, states: Tensor, z: Tensor, repeats: Dimension): Tensor {
  const { modifiers, latent } = variables.shape
  if (!modifiers?.skip) return states
  const batch = z.shape[0]
  return concat([states, reshape(expand(reshape(z, [1, batch, latent]), [repeats, batch, latent]), [times(repeats, batch), latent])], 1)
}

/**
 * Teacher-forced reconstruction: the weighted cross-entropy and that of each token, [steps·batch]. With the bag of words
 * the loss gains its gradient but not its value.
 */
export function reconstruct(variables: ModelVariables, z: Tensor, input: DecoderInput): { loss: Tensor; nll: Tensor } {
  const { hidden, modifiers } = variables.shape
  const states = reshape(decoderStates(variables, z, input), [times(input.steps, input.batch), hidden])
  const dropped = withSkip(variables, input.dropoutOut ? mul(states, input.dropoutOut) : states, z, input.steps)
  const { loss, nll } = vocabularyCrossEntropy(dropped, variables.get('decoder.to_vocabulary'), input.targets, input.targetWeights)
  if (!modifiers?.bagOfWords || !input.bagWeights) return { loss, nll }
  const bag = bagOfWords(variables, z, input, input.bagWeights)
  return { loss: add(loss, sub(bag, stopGradient(bag))), nll }
}

/**
 * One step of the decoder outside training: tokens int [batch], z, state and `latentGates` given → logits [batch, vocabulary]
 * and the next state.
 */
export function decoderStep(
  variables: ModelVariables,
  tokens: Tensor,
  z: Tensor,
  fromLatent: Tensor,
  state: { h: Tensor; c: Tensor },
): { logits: Tensor; h: Tensor; c: Tensor } {
  const { hidden } = variables.shape
  const embedded = gatherRows(variables.get('decoder.embedding'), tokens)
  const recurrent = matmul(state.h, variables.get('decoder.weight_recurrent'))
  const gates = add(add(matmul(embedded, variables.get('decoder.weight_embedding')), fromLatent), recurrent)
  const part = (index: number) => slice(gates, 1, index * hidden, (index + 1) * hidden)
  const [i, f, o] = [0, 1, 2].map((index) => sigmoid(part(index)))
  const c = add(mul(f, state.c), mul(i, tanh(part(3))))
  const h = mul(o, tanh(c))
  return { logits: matmul(withSkip(variables, h, z, 1), variables.get('decoder.to_vocabulary')), h, c }
}
