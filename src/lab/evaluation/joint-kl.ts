import type { Random } from '../random'
import { AggregatedPosterior, logPrior, type Posteriors } from './posteriors'

/** Prior samples of the estimate: the paper's 1000 × 128. */
export const JOINT_SAMPLES = 128_000

/** KL(p(z) ‖ aggregated q(z)) with the joint density, by Monte Carlo over given prior samples [samples, latent]. */
export function jointKlOfSamples(posteriors: Posteriors, samples: ArrayLike<number>): number {
  const { latent } = posteriors
  const aggregated = new AggregatedPosterior(posteriors)
  const count = samples.length / latent
  let sum = 0
  for (let s = 0; s < count; s++) sum += logPrior(samples, latent, s * latent) - aggregated.logDensity(samples, s * latent)
  return sum / count
}

/** The same over samples drawn from `random`, yielding to the event loop now and then; `onProgress` gets the share done. */
export async function jointKl(
  posteriors: Posteriors,
  random: Random,
  onProgress: (share: number) => void,
  samples = JOINT_SAMPLES,
): Promise<number> {
  const { latent } = posteriors
  const aggregated = new AggregatedPosterior(posteriors)
  const z = new Float64Array(latent)
  let sum = 0
  for (let s = 0; s < samples; s++) {
    random.fillNormal(z)
    sum += logPrior(z, latent) - aggregated.logDensity(z)
    if (s % 1024 === 1023) {
      onProgress((s + 1) / samples)
      await new Promise(setImmediate)
    }
  }
  return sum / samples
}
