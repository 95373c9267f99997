import type { Settings } from '../../shared/settings'
import { Random } from '../random'

/** Widths of a model. */
export type ModelShape = Pick<Settings, 'embedding' | 'hidden' | 'latent'> & { vocabulary: number; modifiers?: DecoderModifiers }

/** Changes to the decoder that keep the latent in use. */
export interface DecoderModifiers {
  /** z joined to the LSTM's output before the vocabulary layer (skip-VAE, Dieng et al. 2019). */
  skip?: boolean
  /** z predicts the sentence's words by itself (bag-of-words loss, Zhao et al. 2017). */
  bagOfWords?: boolean
}

/**
 * Every parameter of the text VAE with its shape. Weights are [in, out]; gates lie as i, f, o, g. The decoder's input
 * weight is kept in two, for the embedding and for z, whose share is the same at every step. As in the reference each
 * LSTM has two bias vectors. The bag-of-words output is [out, in]: its rows are looked up by word.
 */
export function parameterShapes({
  vocabulary,
  embedding,
  hidden,
  latent,
  modifiers,
}: ModelShape): Record<string, readonly [number] | readonly [number, number]> {
  const gates = 4 * hidden
  return {
    'encoder.embedding': [vocabulary, embedding],
    'encoder.weight_input': [embedding, gates],
    'encoder.weight_recurrent': [hidden, gates],
    'encoder.bias_input': [gates],
    'encoder.bias_recurrent': [gates],
    'encoder.to_posterior': [hidden, 2 * latent],
    'decoder.embedding': [vocabulary, embedding],
    'decoder.to_cell': [latent, hidden],
    'decoder.weight_embedding': [embedding, gates],
    'decoder.weight_latent': [latent, gates],
    'decoder.weight_recurrent': [hidden, gates],
    'decoder.bias_input': [gates],
    'decoder.bias_recurrent': [gates],
    'decoder.to_vocabulary': [modifiers?.skip ? hidden + latent : hidden, vocabulary],
    ...(modifiers?.bagOfWords && {
      'decoder.bag_hidden': [latent, latent] as const,
      'decoder.bag_hidden_bias': [latent] as const,
      'decoder.bag_output': [vocabulary, latent] as const,
      'decoder.bag_output_bias': [vocabulary, 1] as const,
    }),
  }
}

/** Number of trainable values. */
export function parameterCount(shape: ModelShape): number {
  return Object.values(parameterShapes(shape)).reduce((sum, dimensions) => sum + dimensions.reduce((a: number, b: number) => a * b, 1), 0)
}

/** Initial values: uniform(−0.01, 0.01), the embeddings uniform(−0.1, 0.1). One seed, one model, whatever the objective. */
export function initialParameters(shape: ModelShape, seed: number): Map<string, Float32Array> {
  return new Map(
    Object.entries(parameterShapes(shape)).map(([name, dimensions]) => {
      const values = new Float32Array(dimensions.reduce((a: number, b: number) => a * b, 1))
      return [name, new Random(seed, 'parameter', name).fillUniform(values, name.endsWith('.embedding') ? 0.1 : 0.01)]
    }),
  )
}
