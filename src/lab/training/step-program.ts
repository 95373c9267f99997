import type { Settings } from '../../shared/settings'
import { add, defineProgram, gradient, mul, placeholder, scalar, type Dimension, type Program, type Tensor } from '../graph'
import { batchInputs, decoderDropout } from '../model/batch-inputs'
import { encode } from '../model/encoder'
import { reconstruct } from '../model/decoder'
import { sampleGaussian } from '../model/posterior'
import type { ModelShape } from '../model/shape'
import { ModelVariables } from '../model/variables'
import { gaussianKl } from '../objectives/gaussian-kl'
import type { ObjectiveDefinition } from '../objectives/objective'
import { adam, sgd } from './optimiser'

export interface StepProgram {
  program: Program
  /** Shapes of the noise inputs beside the sample's own, to be filled with standard normals at every step. */
  noise: ReadonlyMap<string, readonly Dimension[]>
  /** Names and sizes of the optimiser's own variables. */
  optimiserState: ReadonlyMap<string, number>
}

type StepSettings = Pick<Settings, 'optimiser' | 'clip' | 'dropout_in' | 'dropout_out'>

/**
 * One training step as one graph: forward, backward, clipping, update. Outputs (scalars): loss, rec, kl (analytic),
 * regulariser (before its weight), gradient_norm.
 *
 * Loss: reconstruction + kl_weight · scale · regulariser (method, section 1).
 */
export function stepProgram(
  shape: ModelShape,
  objective: ObjectiveDefinition,
  parameters: Readonly<Record<string, number>>,
  settings: StepSettings,
): StepProgram {
  const variables = new ModelVariables(shape)
  const inputs = batchInputs()
  const { batch, chunks, members } = inputs
  const noise = new Map<string, readonly Dimension[]>()
  const drawn = (name: string, dimensions: readonly Dimension[]): Tensor => {
    noise.set(`noise:${name}`, dimensions)
    return placeholder(`noise:${name}`, dimensions)
  }
  const posterior = encode(variables, inputs.encoder)
  const z = sampleGaussian(posterior, drawn('z', [batch, shape.latent]))
  const { loss: rec } = reconstruct(variables, z, { ...inputs.decoder, ...decoderDropout(inputs, shape, settings) })
  const regulariser = objective.regulariser({ posterior, parameters, latent: shape.latent, chunks, members, noise: drawn })
  const weight = mul(placeholder('kl_weight', []), scalar(objective.scale?.(parameters) ?? 1))
  const loss = add(rec, mul(weight, regulariser))

  const trained = [...variables.used.values()]
  const gradients = gradient(loss, trained)
  const rate = placeholder('learning_rate', [])
  const { updates, norm, state } =
    settings.optimiser === 'sgd'
      ? sgd(trained, gradients, rate, settings.clip)
      : adam(trained, gradients, rate, settings.clip, placeholder('adam_first', []), placeholder('adam_second', []))
  const program = defineProgram({ loss, rec, kl: gaussianKl(posterior), regulariser, gradient_norm: norm }, updates)
  return { program, noise, optimiserState: state }
}
