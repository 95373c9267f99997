import type { ObjectiveChoice } from '../../shared/objective'
import { defineProgram, placeholder, type Program } from '../graph'
import { batchInputs } from '../model/batch-inputs'
import { reconstruct } from '../model/decoder'
import { encode } from '../model/encoder'
import { NoisePlan } from '../model/noise'
import { samplePosterior } from '../model/posterior'
import type { ModelShape } from '../model/shape'
import { ModelVariables } from '../model/variables'
import { posteriorGap } from '../objectives/posterior-gap'
import { findObjective } from '../objectives/registry'

export interface ValidationProgram {
  program: Program
  /** Random inputs, in the order in which they are drawn. */
  noise: NoisePlan
}

/**
 * A batch without dropout: regulariser and density_gap (scalars, means over the batch), mean [batch, latent] and, for Gaussians, logvar;
 * with `reconstruction` also nll [steps·batch] of its tokens with one z a sentence. The density gap aggregates the whole batch, whatever
 * the objective's |b|.
 */
export function validationProgram(
  shape: ModelShape,
  { id, parameters }: ObjectiveChoice,
  { reconstruction }: { reconstruction: boolean },
): ValidationProgram {
  const variables = new ModelVariables(shape)
  const { latent } = shape
  const { encoder, decoder, batch, chunks, members } = batchInputs()
  const noise = new NoisePlan()
  const { posterior } = encode(variables, encoder, 'evaluation')
  const reconstructed = () => {
    const z = samplePosterior(posterior, noise, 'z', batch, latent)
    return { nll: reconstruct(variables, z, { ...decoder, projectOnce: true }).nll }
  }
  const decoded = reconstruction && reconstructed()
  const { weighted } = findObjective(id).regulariser({ posterior, parameters, latent, chunks, members, noise, variables })
  const program = defineProgram({
    ...decoded,
    regulariser: weighted,
    density_gap: posteriorGap(posterior, noise, batch, latent),
    mean: posterior.mean,
    ...(posterior.family === 'gaussian' && { logvar: posterior.logvar }),
  })
  return { program, noise }
}

/** nll [steps·batch] of the batch's tokens given z [batch, latent]. */
export function likelihoodProgram(shape: ModelShape): Program {
  const { decoder, batch } = batchInputs()
  const z = placeholder('z', [batch, shape.latent])
  const { nll } = reconstruct(new ModelVariables(shape), z, { ...decoder, projectOnce: true })
  return defineProgram({ nll })
}
