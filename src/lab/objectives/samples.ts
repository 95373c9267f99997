import { reshape, times, type Dimension, type Tensor } from '../graph'
import type { NoisePlan } from '../model/noise'
import { sampleGaussian, type GaussianPosterior } from '../model/posterior'
import { GAP_SAMPLES } from './density-gap'

/** M samples a sentence from the posteriors of a batch, and as many from the prior: [batch·M, latent] each. */
export function sampleBoth(
  posterior: GaussianPosterior,
  noise: NoisePlan,
  batch: Dimension,
  latent: number,
): { prior: Tensor; samples: Tensor } {
  const rows = times(batch, GAP_SAMPLES)
  const sentence = (x: Tensor) => reshape(x, [batch, 1, latent])
  const samples = sampleGaussian(
    { mean: sentence(posterior.mean), logvar: sentence(posterior.logvar) },
    noise.normal('posterior', [batch, GAP_SAMPLES, latent]),
  )
  return { prior: noise.normal('prior', [rows, latent]), samples: reshape(samples, [rows, latent]) }
}
