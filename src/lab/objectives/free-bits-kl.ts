import { filled, greater, reduceMean, reduceSum, scalar, where, type Tensor } from '../graph'
import type { GaussianMoments } from '../model/posterior'
import { gaussianKlUnits } from './gaussian-kl'

const masked = (terms: Tensor, threshold: number) => where(greater(terms, scalar(threshold)), terms, filled(0, terms.shape))

/**
 * KL with free bits (Kingma et al. 2016), per sentence and dimension: terms at or under target/D count 0, and being masked,
 * not clamped, give no gradient. Scalar, mean over the batch.
 */
export function freeBits(posterior: GaussianMoments, target: number, latent: number): Tensor {
  const units = gaussianKlUnits(posterior)
  return reduceMean(reduceSum(masked(units, target / latent), [1]))
}

/** The same with the mask on a sentence's sum against the whole target. */
export function coarseFreeBits(posterior: GaussianMoments, target: number): Tensor {
  return reduceMean(masked(reduceSum(gaussianKlUnits(posterior), [1]), target))
}
