import type { Engine } from '../engines/engine'
import type { Random } from '../random'
import { AggregatedPosterior } from './aggregated-posterior'
import { densitiesOf, type Posteriors } from './posteriors'

/**
 * Each sentence's share of the mutual information of sentence and latent, [count]: log q(z_n|x_n) − log q(z_n) with one z a
 * sentence and q(z) aggregated over all N. For Gaussians the first term is its expectation in closed form, on the sphere that
 * of the sample. Their mean is MI; its ceiling is ln N.
 *
 * @param z [count, latent], the n-th drawn from the n-th posterior
 * @param onProgress gets the share done and may throw to cancel
 */
export async function informationOf(
  engine: Engine,
  posteriors: Posteriors,
  z: Float64Array,
  onProgress: (share: number) => void = () => {},
): Promise<Float64Array> {
  const { entropy, logPosterior } = densitiesOf(posteriors)
  const aggregated = await AggregatedPosterior.create(engine, posteriors)
  try {
    const log = await aggregated.logDensity(z, onProgress)
    return log.map((density, n) => {
      const closed = entropy(n)
      return (closed === null ? logPosterior(n, z, n * posteriors.latent) : -closed) - density
    })
  } finally {
    await aggregated.release()
  }
}

/** The same with z drawn from `random`. */
export function information(
  engine: Engine,
  posteriors: Posteriors,
  random: Random,
  onProgress?: (share: number) => void,
): Promise<Float64Array> {
  const { drawPosterior } = densitiesOf(posteriors)
  const z = new Float64Array(posteriors.count * posteriors.latent)
  for (let n = 0; n < posteriors.count; n++) drawPosterior(n, z, n * posteriors.latent, random)
  return informationOf(engine, posteriors, z, onProgress)
}
