import { scalar, type Tensor } from '../graph'
import type { Posterior } from '../model/posterior'
import { klToUniform } from '../model/von-mises-fisher'
import { gaussianKl } from './gaussian-kl'

/** Analytic KL from posterior to prior, whatever the objective: scalar, mean over the batch; a constant on the sphere. */
export function posteriorKl(posterior: Posterior, latent: number): Tensor {
  return posterior.family === 'gaussian' ? gaussianKl(posterior) : scalar(klToUniform(latent, posterior.kappa))
}
