import type { Settings } from '../../shared/settings'
import { Random } from '../random'

/** Widths of a model. */
export type ModelShape = Pick<Settings, 'embedding' | 'hidden' | 'latent'> & { vocabulary: number }

/**
 * Every parameter of the text VAE with its shape. Weights are [in, out]; gates lie as i, f, o, g. The decoder's input
 * weight is kept in two, for the embedding and for z, whose share is the same at every step. As in the reference each
 * LSTM has two bias vectors.
 */
export function parameterShapes({ vocabulary, embedding, hidden, latent }: ModelShape): Record<string, readonly [number] | readonly [number, number]> {
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
    'decoder.to_vocabulary': [hidden, vocabulary],
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
