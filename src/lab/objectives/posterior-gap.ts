import type { Dimension, Tensor } from '../graph'
import type { NoisePlan } from '../model/noise'
import type { Posterior } from '../model/posterior'
import { densityGap, GAP_SAMPLES } from './density-gap'
import { densityGapVmf } from './density-gap-vmf'

/** The density gap of a batch as one aggregate, for every objective: Eq. 11 for Gaussians, Eq. 9 on the sphere. Scalar. */
export function posteriorGap(posterior: Posterior, noise: NoisePlan, batch: Dimension, latent: number): Tensor {
  const normal = noise.normal('density_gap', [1, batch, GAP_SAMPLES, latent])
  if (posterior.family === 'gaussian') return densityGap(posterior, normal, 1, batch)
  const along = noise.alongMean('density_gap', [1, batch, GAP_SAMPLES, 1], latent, posterior.kappa)
  return densityGapVmf(posterior.mean, along, normal, posterior.kappa, 1, batch)
}
