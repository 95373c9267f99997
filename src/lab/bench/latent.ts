import { makePosteriors } from '../evaluation/posteriors'
import { densityGrid } from '../latent/density-grid'
import { Random } from '../random'
import { peakMemory, productPeak, round, summarise, timesOf, type Times } from './measure'
import { benchEngine, type BenchOptions } from './options'

export interface LatentFigures extends Times {
  engine: string
  size: number
  posteriors: number
  rounds: number
  gflops: number
  gflops_peak: number
  peak_memory_mib: number
}

/** Times the aggregated density of two dimensions on a grid. */
export async function benchLatent({
  size,
  posteriors,
  rounds,
  ...options
}: BenchOptions & { size: number; posteriors: number; rounds: number }): Promise<LatentFigures> {
  const engine = await benchEngine(options)
  const random = new Random('latent')
  const latent = 32
  const mean = random.fillNormal(new Float64Array(posteriors * latent))
  const logvar = random.fillNormal(new Float64Array(posteriors * latent)).map((value) => 0.3 * value - 2)
  const all = makePosteriors(latent, mean, logvar)
  const summary = summarise(await timesOf(rounds, () => densityGrid(engine, all, [0, 1], size, 5)))
  return {
    engine: engine.id,
    size,
    posteriors,
    rounds,
    ...summary,
    gflops: round((2 * size * size * posteriors) / summary.ms_median / 1e6, 1),
    gflops_peak: await productPeak(engine),
    peak_memory_mib: peakMemory(),
  }
}
