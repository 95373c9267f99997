import type { ObjectiveDescriptor } from '../../shared/objective'
import type { Dimension, Tensor } from '../graph'
import type { Posterior } from '../model/encoder'

/** What an objective builds its regulariser from. The batch is `chunks` × `members` sentences, in order. */
export interface ObjectiveContext {
  /** [chunks·members, latent] each. */
  posterior: Posterior
  parameters: Readonly<Record<string, number>>
  latent: number
  chunks: Dimension
  members: Dimension
  /** A tensor of fresh standard normal numbers, drawn on the host for every step. */
  noise(name: string, shape: readonly Dimension[]): Tensor
}

/** A training objective: reconstruction + kl_weight · scale · regulariser. */
export interface ObjectiveDefinition {
  readonly descriptor: ObjectiveDescriptor
  /** Name of a run with these parameters, for example `β-VAE β = 0.4`. */
  name(parameters: Readonly<Record<string, number>>): string
  /** Scalar, mean over the batch's sentences. */
  regulariser(context: ObjectiveContext): Tensor
  /** Fixed factor of the regulariser beside the annealed weight (β); default 1. */
  scale?(parameters: Readonly<Record<string, number>>): number
  /** Sentences an aggregate holds, for a batch of `batch`; default all. */
  members?(parameters: Readonly<Record<string, number>>, batch: number): number
}
