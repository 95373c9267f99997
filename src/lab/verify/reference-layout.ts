import type { EncodedSplit } from '../corpus/corpus'

/**
 * The reference keeps linear weights as [out, in] and an LSTM's gates as i, f, g, o along the first axis; Plenum keeps
 * [in, out] and i, f, o, g along the last.
 */
type Matrix = readonly (readonly number[])[]

const ORDER = [0, 1, 3, 2]

/** [4·hidden, in] → [in, 4·hidden] in Plenum's gate order, row-major. */
function gatesIn(matrix: Matrix): number[] {
  const hidden = matrix.length / 4
  const width = matrix[0].length
  return Array.from({ length: width }, (_, column) =>
    ORDER.flatMap((gate) => Array.from({ length: hidden }, (_, i) => matrix[gate * hidden + i][column])),
  ).flat()
}

/** The same for a bias, [4·hidden]. */
function biasIn(bias: readonly number[]): number[] {
  const hidden = bias.length / 4
  return ORDER.flatMap((gate) => bias.slice(gate * hidden, (gate + 1) * hidden))
}

/** [out, in] → [in, out], row-major. */
function linearIn(matrix: Matrix): number[] {
  return Array.from({ length: matrix[0].length }, (_, column) => matrix.map((row) => row[column])).flat()
}

type Parameters = Record<string, unknown>

/** Encoder parameters (or their gradients) of the reference under Plenum's names. */
export function encoderParameters(reference: Parameters): Record<string, number[]> {
  return {
    'encoder.embedding': (reference['embedding.weight'] as number[][]).flat(),
    'encoder.weight_input': gatesIn(reference['lstm.weight_ih_l0'] as Matrix),
    'encoder.weight_recurrent': gatesIn(reference['lstm.weight_hh_l0'] as Matrix),
    'encoder.bias_input': biasIn(reference['lstm.bias_ih_l0'] as number[]),
    'encoder.bias_recurrent': biasIn(reference['lstm.bias_hh_l0'] as number[]),
    'encoder.to_posterior': linearIn(reference['hidden_state_to_posterior.weight'] as Matrix),
  }
}

/** Decoder parameters (or their gradients); the input weight falls into the embedding's and z's part. */
export function decoderParameters(reference: Parameters, embedding: number): Record<string, number[]> {
  const input = reference['lstm.weight_ih_l0'] as Matrix
  const bag = 'z_to_bow.0.weight' in reference
  return {
    'decoder.embedding': (reference['embed.weight'] as number[][]).flat(),
    'decoder.to_cell': linearIn(reference['trans_linear.weight'] as Matrix),
    'decoder.weight_embedding': gatesIn(input.map((row) => row.slice(0, embedding))),
    'decoder.weight_latent': gatesIn(input.map((row) => row.slice(embedding))),
    'decoder.weight_recurrent': gatesIn(reference['lstm.weight_hh_l0'] as Matrix),
    'decoder.bias_input': biasIn(reference['lstm.bias_ih_l0'] as number[]),
    'decoder.bias_recurrent': biasIn(reference['lstm.bias_hh_l0'] as number[]),
    'decoder.to_vocabulary': linearIn(reference['pred_linear.weight'] as Matrix),
    ...(bag && {
      'decoder.bag_hidden': linearIn(reference['z_to_bow.0.weight'] as Matrix),
      'decoder.bag_hidden_bias': reference['z_to_bow.0.bias'] as number[],
      'decoder.bag_output': (reference['z_to_bow.2.weight'] as number[][]).flat(),
      'decoder.bag_output_bias': reference['z_to_bow.2.bias'] as number[],
    }),
  }
}

/** The reference's sentences, `<s>` and `</s>` included, as a split. */
export function splitOf(sentences: readonly (readonly number[])[]): EncodedSplit {
  const offsets = new Float64Array(sentences.length + 1)
  sentences.forEach((sentence, i) => (offsets[i + 1] = offsets[i] + sentence.length))
  return { tokens: Uint32Array.from(sentences.flat()), offsets, labels: null }
}
