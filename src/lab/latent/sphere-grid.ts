import type { Engine } from '../engines/engine'
import { densitiesOf, makePosteriors, type VmfPosteriors } from '../evaluation/posteriors'
import { Random } from '../random'
import { densityGrid } from './density-grid'

/** Samples a sentence, at most this many in all, each widened to a Gaussian of this standard deviation. */
const SAMPLES_A_SENTENCE = 64
const MOST_SAMPLES = 200_000
const WIDTH = 0.1

/**
 * Coordinates on the unit sphere of R^latent times this: a coordinate of the uniform distribution then has variance 1, so that the
 * picture's extent and colours are those of the Gaussian ones.
 */
export const sphereScale = (latent: number): number => Math.sqrt(latent)

/**
 * Aggregated posterior of two coordinates, times √latent, on the grid of `densityGrid`. A von Mises–Fisher distribution has no
 * closed density in two of its coordinates, so it is a smoothed sample, the same at every call.
 */
export function sphereGrid(
  engine: Engine,
  posteriors: VmfPosteriors,
  [a, b]: readonly [number, number],
  size: number,
  extent: number,
): Promise<Float32Array> {
  const { count, latent } = posteriors
  const { drawPosterior } = densitiesOf(posteriors)
  const random = new Random('sphere grid')
  const samples = Math.max(1, Math.min(SAMPLES_A_SENTENCE, Math.floor(MOST_SAMPLES / count)))
  const scale = sphereScale(latent)
  const points = new Float64Array(count * samples * 2)
  const z = new Float64Array(latent)
  for (let n = 0, at = 0; n < count; n++)
    for (let s = 0; s < samples; s++) {
      drawPosterior(n, z, 0, random)
      points[at++] = scale * z[a]
      points[at++] = scale * z[b]
    }
  const narrow = new Float64Array(points.length).fill(2 * Math.log(WIDTH))
  return densityGrid(engine, makePosteriors(2, points, narrow), [0, 1], size, extent)
}
