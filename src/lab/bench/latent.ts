import { makePosteriors } from '../evaluation/posteriors'
import { densityGrid } from '../latent/density-grid'
import { Random } from '../random'
import { summarise, type Times } from './measure'

export interface LatentFigures extends Times {
  size: number
  posteriors: number
}

/** Times the aggregated density of two dimensions on a grid. */
export function benchLatent({ size, posteriors, rounds }: { size: number; posteriors: number; rounds: number }): LatentFigures {
  const random = new Random('latent')
  const latent = 32
  const mean = random.fillNormal(new Float64Array(posteriors * latent))
  const logvar = random.fillNormal(new Float64Array(posteriors * latent)).map((value) => 0.3 * value - 2)
  const all = makePosteriors(latent, mean, logvar)
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    densityGrid(all, [0, 1], size, 5)
    return performance.now() - start
  })
  return { size, posteriors, ...summarise(times) }
}
