import type { Dimensions } from '../../shared/dimensions'
import { BINS, centresOf, normalBins, sphereBins } from '../monitor/bins'
import { readMarginals } from '../monitor/history'
import { findObjective } from '../objectives/registry'
import type { Context, Handlers } from './context'
import { findRun } from './find'

const NONE: Dimensions = { epochs: [], epoch: null, grid: [], prior: [], density: [], kl: [], mean_variance: [] }

/** The per-dimension monitor: what the worker left beside its checkpoints. */
export function dimensionRequests({ store, home }: Context): Handlers<'runs.dimensions'> {
  return {
    'runs.dimensions': async ({ id, epoch }) => {
      const { settings, objective } = findRun(store, id).config
      const { latent } = settings
      const found = await readMarginals(home.run(id), latent, epoch)
      if (!found) return NONE
      const { bins, density, kl, meanVariance } = found.marginals
      const onSphere = findObjective(objective.id).posterior?.(objective.parameters).kind === 'vmf'
      return {
        epochs: found.epochs,
        epoch: found.epoch,
        grid: centresOf(bins),
        prior: onSphere ? sphereBins(bins, latent) : normalBins(bins),
        density: Array.from({ length: latent }, (_, d) => Array.from(density.subarray(d * BINS, (d + 1) * BINS))),
        kl: Array.from(kl),
        mean_variance: Array.from(meanVariance),
      }
    },
  }
}
