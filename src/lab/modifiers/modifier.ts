import type { ObjectiveDescriptor } from '../../shared/objective'
import type { DecoderModifiers } from '../model/shape'

/** What joins an objective: a change of the decoder, or a schedule of the KL weight. Alone it stands for the VAE with it. */
export interface ModifierDefinition {
  readonly descriptor: ObjectiveDescriptor
  /** Name of the VAE with it, for example `Cyclic VAE, cycle 20`. */
  alone(parameters: Readonly<Record<string, number>>): string
  /** What it adds to another objective's name, for example `cyclic 20`. */
  joined(parameters: Readonly<Record<string, number>>): string
  /** What it changes in the decoder. */
  decoder?: DecoderModifiers
  /** Epochs after which the KL weight begins anew. */
  cycle?(parameters: Readonly<Record<string, number>>): number
}
