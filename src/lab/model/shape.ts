import type { Settings } from '../../shared/settings'
import { Random } from '../random'
import type { PosteriorFamily } from './posterior'

/** Widths of a model. */
export type ModelShape = Pick<Settings, 'embedding' | 'hidden' | 'latent'> & {
  vocabulary: number
  modifiers?: DecoderModifiers
  /** Default Gaussian. */
  posterior?: PosteriorFamily
  /** With the discriminator of an adversarial autoencoder. */
  discriminator?: boolean
}

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
  posterior,
  discriminator,
}: ModelShape): Record<string, readonly [number] | readonly [number, number]> {
  const gates = 4 * hidden
  return {
    'encoder.embedding': [vocabulary, embedding],
    'encoder.weight_input': [embedding, gates],
    'encoder.weight_recurrent': [hidden, gates],
    'encoder.bias_input': [gates],
    'encoder.bias_recurrent': [gates],
    'encoder.to_posterior': [hidden, posterior?.kind === 'vmf' ? latent : 2 * latent],
    ...(posterior?.kind === 'batch-norm' && {
      'encoder.bn_shift': [latent] as const,
      'encoder.bn_running_mean': [latent] as const,
      'encoder.bn_running_variance': [latent] as const,
    }),
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
    ...(discriminator && {
      'discriminator.first': [latent, latent] as const,
      'discriminator.first_bias': [latent] as const,
      'discriminator.second': [latent, latent] as const,
      'discriminator.second_bias': [latent] as const,
      'discriminator.last': [latent, 2] as const,
      'discriminator.last_bias': [2] as const,
    }),
  }
}

/** Number of trainable values. */
export function parameterCount(shape: ModelShape): number {
  return Object.values(parameterShapes(shape)).reduce((sum, dimensions) => sum + dimensions.reduce((a: number, b: number) => a * b, 1), 0)
}

/** Running moments follow the batches; no gradient moves them. */
const RUNNING: Readonly<Record<string, number>> = { 'encoder.bn_running_mean': 0, 'encoder.bn_running_variance': 1 }

/** Whether a parameter is trained by gradient. */
export const isTrained = (name: string): boolean => !(name in RUNNING)

/**
 * Initial values: uniform(−0.01, 0.01), the embeddings uniform(−0.1, 0.1), the discriminator uniform(±1/√latent), as a network
 * that small could otherwise tell nothing apart; running moments 0 and 1. One seed, one model, whatever the objective.
 */
export function initialParameters(shape: ModelShape, seed: number): Map<string, Float32Array> {
  return new Map(
    Object.entries(parameterShapes(shape)).map(([name, dimensions]) => {
      const values = new Float32Array(dimensions.reduce((a: number, b: number) => a * b, 1))
      if (name in RUNNING) return [name, values.fill(RUNNING[name])]
      const range = name.endsWith('.embedding') ? 0.1 : name.startsWith('discriminator.') ? 1 / Math.sqrt(shape.latent) : 0.01
      return [name, new Random(seed, 'parameter', name).fillUniform(values, range)]
    }),
  )
}
