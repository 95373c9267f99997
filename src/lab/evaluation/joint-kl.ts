import type { Engine } from '../engines/engine'
import type { Random } from '../random'
import { AggregatedPosterior } from './aggregated-posterior'
import { densitiesOf, type Posteriors } from './posteriors'

/** Prior samples of the estimate: the paper's 1000 × 128. */
export const JOINT_SAMPLES = 128_000
/** Points drawn and kept at a time. */
const PIECE = 8192

/**
 * log p(z) − log q(z) of points drawn from the prior, with the joint density, [samples]: their mean is KL(p(z) ‖ aggregated q(z)),
 * the size of the hole. `onProgress` gets the share done and may throw to cancel.
 */
export async function jointGaps(
  engine: Engine,
  posteriors: Posteriors,
  random: Random,
  onProgress: (share: number) => void,
  samples = JOINT_SAMPLES,
): Promise<Float64Array> {
  const { latent } = posteriors
  const { drawPrior } = densitiesOf(posteriors)
  const gaps = new Float64Array(samples)
  const density = await AggregatedPosterior.create(engine, posteriors)
  try {
    for (let from = 0; from < samples; from += PIECE) {
      const points = Math.min(PIECE, samples - from)
      const z = new Float64Array(points * latent)
      for (let s = 0; s < points; s++) drawPrior(z, s * latent, random)
      gaps.set(await gapsAt(density, posteriors, z, (share) => onProgress((from + share * points) / samples)), from)
    }
  } finally {
    await density.release()
  }
  return gaps
}

/** The same at given points, [samples, latent]. */
export async function jointGapsOf(engine: Engine, posteriors: Posteriors, samples: ArrayLike<number>): Promise<Float64Array> {
  const density = await AggregatedPosterior.create(engine, posteriors)
  try {
    return await gapsAt(density, posteriors, Float64Array.from(samples), () => {})
  } finally {
    await density.release()
  }
}

async function gapsAt(
  density: AggregatedPosterior,
  posteriors: Posteriors,
  z: Float64Array,
  onProgress: (share: number) => void,
): Promise<Float64Array> {
  const { logPrior } = densitiesOf(posteriors)
  const aggregated = await density.logDensity(z, onProgress)
  return aggregated.map((log, s) => logPrior(z, s * posteriors.latent) - log)
}
