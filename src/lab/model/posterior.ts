import { add, exp, mul, scalar, type Dimension, type Tensor } from '../graph'
import type { NoisePlan } from './noise'
import { sampleVonMisesFisher } from './vmf-posterior'

/** The posteriors that a model's encoder gives: what stands between its last layer and z. */
export type PosteriorFamily =
  | { kind: 'gaussian' }
  /** Every dimension keeps a KL of at least δ (see `deltaPosterior`). */
  | { kind: 'delta'; delta: number }
  /** Means normalised over the batch, with scale γ (see `batchNormTraining`). */
  | { kind: 'batch-norm'; gamma: number }
  /** von Mises–Fisher on the unit sphere, with one concentration κ for all sentences. */
  | { kind: 'vmf'; kappa: number }

/** A batch's diagonal Gaussians, [batch, latent] each. */
export interface GaussianPosterior {
  family: 'gaussian'
  mean: Tensor
  /** Log-variance */
  logvar: Tensor
}

/** A batch's von Mises–Fisher distributions: unit vectors [batch, latent] and their concentration. */
export interface VmfPosterior {
  family: 'vmf'
  mean: Tensor
  kappa: number
}

/** What formulas on a Gaussian need of it. */
export type GaussianMoments = Pick<GaussianPosterior, 'mean' | 'logvar'>

export type Posterior = GaussianPosterior | VmfPosterior

/** The posterior as a Gaussian; throws where it is none. */
export function asGaussian(posterior: Posterior): GaussianPosterior {
  if (posterior.family !== 'gaussian') throw new Error('A Gaussian posterior is needed here, not one on the sphere.')
  return posterior
}

/** The posterior as a von Mises–Fisher distribution; throws where it is none. */
export function asVmf(posterior: Posterior): VmfPosterior {
  if (posterior.family !== 'vmf') throw new Error('A posterior on the sphere is needed here, not a Gaussian.')
  return posterior
}

/** z = mean + exp(logvar/2)·ε, the reparameterised sample of a diagonal Gaussian; broadcasts over leading axes. */
export function sampleGaussian({ mean, logvar }: GaussianMoments, noise: Tensor): Tensor {
  return add(mean, mul(exp(mul(logvar, scalar(0.5))), noise))
}

/** One z a sentence, [batch, latent], from noise of this name. */
export function samplePosterior(posterior: Posterior, noise: NoisePlan, name: string, batch: Dimension, latent: number): Tensor {
  const normal = noise.normal(name, [batch, latent])
  return posterior.family === 'gaussian'
    ? sampleGaussian(posterior, normal)
    : sampleVonMisesFisher(posterior.mean, noise.alongMean(name, [batch, 1], latent, posterior.kappa), normal)
}
