import type { ObjectiveDescriptor } from '../../shared/objective'
import type { Dimension, Tensor } from '../graph'
import type { NoisePlan } from '../model/noise'
import type { Posterior, PosteriorFamily } from '../model/posterior'
import type { ModelVariables } from '../model/variables'

/** What an objective builds its regulariser from. The batch is `chunks` × `members` sentences, in order. */
export interface ObjectiveContext {
  posterior: Posterior
  parameters: Readonly<Record<string, number>>
  latent: number
  chunks: Dimension
  members: Dimension
  /** Fresh random numbers, drawn on the host for every step. */
  noise: NoisePlan
  /** Parameters of networks of the objective's own, as `ModelShape` lists them. */
  variables: ModelVariables
}

/** Scalars, each the mean over the batch's sentences. */
export interface Regulariser {
  /** What kl_weight · scale multiplies in the loss. */
  weighted: Tensor
  /** A loss of the objective's own network, at weight 1 throughout; it trains nothing else. */
  own?: Tensor
}

/** A training objective: reconstruction + kl_weight · scale · regulariser. */
export interface ObjectiveDefinition {
  readonly descriptor: ObjectiveDescriptor
  /** Name of a run with these parameters, for example `β-VAE β = 0.4`. */
  name(parameters: Readonly<Record<string, number>>): string
  regulariser(context: ObjectiveContext): Regulariser
  /** The posteriors it asks of the encoder; default Gaussian. */
  posterior?(parameters: Readonly<Record<string, number>>): PosteriorFamily
  /** Whether it trains a discriminator of its own. */
  readonly discriminator?: true
  /** Fixed factor of the regulariser beside the annealed weight (β); default 1. */
  scale?(parameters: Readonly<Record<string, number>>): number
  /** Sentences an aggregate holds, for a batch of `batch`; default all. */
  members?(parameters: Readonly<Record<string, number>>, batch: number): number
  /** Nats below which the KL cannot fall, or its constant. */
  floor?(parameters: Readonly<Record<string, number>>, latent: number): number
}
