import { defineProgram, placeholder, type Dimension, type Program } from '../graph'
import { reconstruct } from '../model/decoder'
import { encode } from '../model/encoder'
import { sampleGaussian } from '../model/posterior'
import type { ModelShape } from '../model/shape'
import { ModelVariables } from '../model/variables'
import { densityGap, GAP_SAMPLES } from '../objectives/density-gap'
import { gaussianKl } from '../objectives/gaussian-kl'
import type { ObjectiveDefinition } from '../objectives/objective'
import { batchInputs } from '../model/batch-inputs'

export interface ValidationProgram {
  program: Program
  /** Shapes of the noise inputs, in the order in which they are drawn. */
  noise: ReadonlyMap<string, readonly Dimension[]>
}

/**
 * A batch without dropout: rec, kl, regulariser and density_gap (scalars, means over the batch), mean and logvar
 * [batch, latent]. The density gap aggregates the whole batch, whatever the objective's |b|.
 */
export function validationProgram(
  shape: ModelShape,
  objective: ObjectiveDefinition,
  parameters: Readonly<Record<string, number>>,
): ValidationProgram {
  const variables = new ModelVariables(shape)
  const inputs = batchInputs()
  const { batch, chunks, members } = inputs
  const noise = new Map<string, readonly Dimension[]>()
  const drawn = (name: string, dimensions: readonly Dimension[]) => {
    noise.set(`noise:${name}`, dimensions)
    return placeholder(`noise:${name}`, dimensions)
  }
  const posterior = encode(variables, inputs.encoder)
  const z = sampleGaussian(posterior, drawn('z', [batch, shape.latent]))
  const { loss: rec } = reconstruct(variables, z, inputs.decoder)
  const regulariser = objective.regulariser({ posterior, parameters, latent: shape.latent, chunks, members, noise: drawn })
  const gap = densityGap(posterior, drawn('density_gap', [1, batch, GAP_SAMPLES, shape.latent]), 1, batch)
  const program = defineProgram({
    rec,
    kl: gaussianKl(posterior),
    regulariser,
    density_gap: gap,
    mean: posterior.mean,
    logvar: posterior.logvar,
  })
  return { program, noise }
}

/** nll [steps·batch] of the batch's tokens given z [batch, latent]. */
export function likelihoodProgram(shape: ModelShape): Program {
  const variables = new ModelVariables(shape)
  const { decoder, batch } = batchInputs()
  const { nll } = reconstruct(variables, placeholder('z', [batch, shape.latent]), decoder)
  return defineProgram({ nll })
}
