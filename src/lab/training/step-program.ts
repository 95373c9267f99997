import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'
import { add, defineProgram, gradient, mul, placeholder, scalar, type Program, type Tensor } from '../graph'
import { batchInputs, decoderDropout } from '../model/batch-inputs'
import { reconstruct } from '../model/decoder'
import { encode } from '../model/encoder'
import { NoisePlan } from '../model/noise'
import { samplePosterior } from '../model/posterior'
import { isTrained, type ModelShape } from '../model/shape'
import { ModelVariables } from '../model/variables'
import { posteriorKl } from '../objectives/posterior-kl'
import { findObjective } from '../objectives/registry'
import { adam, sgd } from './optimiser'

export interface StepProgram {
  program: Program
  /** Random inputs, to be drawn anew at every step. */
  noise: NoisePlan
  /** Names and sizes of the optimiser's own variables. */
  optimiserState: ReadonlyMap<string, number>
}

type StepSettings = Pick<Settings, 'optimiser' | 'clip' | 'dropout_in' | 'dropout_out'>

/**
 * One training step as one graph: forward, backward, clipping, update. Outputs (scalars): loss, rec, kl (analytic),
 * regulariser (before its weight), gradient_norm.
 *
 * Loss: reconstruction + kl_weight · scale · regulariser (method, section 1), and the loss of a network of the objective's own,
 * whose weight is always 1: annealing must not slow it.
 */
export function stepProgram(shape: ModelShape, { id, parameters }: ObjectiveChoice, settings: StepSettings): StepProgram {
  const objective = findObjective(id)
  const variables = new ModelVariables(shape)
  const inputs = batchInputs(shape.modifiers)
  const { batch, chunks, members } = inputs
  const noise = new NoisePlan()
  const { posterior, moved } = encode(variables, inputs.encoder, 'training')
  const z = samplePosterior(posterior, noise, 'z', batch, shape.latent)
  const { loss: rec } = reconstruct(variables, z, { ...inputs.decoder, ...decoderDropout(inputs, shape, settings) })
  const { weighted, own } = objective.regulariser({ posterior, parameters, latent: shape.latent, chunks, members, noise, variables })
  const weight = mul(placeholder('kl_weight', []), scalar(objective.scale?.(parameters) ?? 1))
  const loss = add(rec, mul(weight, weighted))
  const trainedLoss = own ? add(loss, own) : loss

  const trained = [...variables.used].filter(([name]) => isTrained(name)).map(([, tensor]) => tensor)
  const gradients = gradient(trainedLoss, trained)
  const rate = placeholder('learning_rate', [])
  const { updates, norm, state } =
    settings.optimiser === 'sgd'
      ? sgd(trained, gradients, rate, settings.clip)
      : adam(trained, gradients, rate, settings.clip, placeholder('adam_first', []), placeholder('adam_second', []))
  const all = new Map<Tensor, Tensor>([...updates, ...[...moved].map(([name, next]) => [variables.get(name), next] as const)])
  const program = defineProgram({ loss, rec, kl: posteriorKl(posterior, shape.latent), regulariser: weighted, gradient_norm: norm }, all)
  return { program, noise, optimiserState: state }
}
