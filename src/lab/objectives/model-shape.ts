import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'
import type { DecoderModifiers, ModelShape } from '../model/shape'
import { findModifier } from '../modifiers/registry'
import { findObjective } from './registry'

/** The model that a choice trains: widths from the settings, posteriors and networks from the objective, decoder from the modifiers. */
export function modelShape(
  { id, parameters, modifiers: joined }: ObjectiveChoice,
  { embedding, hidden, latent }: Pick<Settings, 'embedding' | 'hidden' | 'latent'>,
  vocabulary: number,
): ModelShape {
  const objective = findObjective(id)
  const modifiers: DecoderModifiers = Object.assign({}, ...Object.keys(joined).map((key) => findModifier(key)?.decoder ?? {}))
  return {
    embedding,
    hidden,
    latent,
    vocabulary,
    modifiers,
    posterior: objective.posterior?.(parameters) ?? { kind: 'gaussian' },
    discriminator: objective.discriminator ?? false,
  }
}
