import type { ParsedParams } from '../../src/shared/contract'
import type { Dimensions } from '../../src/shared/dimensions'
import type { Estimate } from '../../src/shared/estimate'
import type { Alarm } from '../../src/shared/health'
import { PRESETS } from '../../src/shared/settings'
import type { Run } from '../../src/shared/run'
import { valuesAtEnd } from './fake-runs'

/** An alarm of an epoch of 112 steps and 6.1 s. */
export const makeAlarm = (given: Partial<Alarm> & Pick<Alarm, 'rule' | 'epoch'>): Alarm => ({
  step: given.epoch * 112,
  seconds: given.epoch * 6.1,
  title: given.rule === 'hole' ? 'Hole' : 'Posterior collapse',
  cause:
    given.rule === 'hole'
      ? 'CU is 3 of 8: five dimensions leave parts of the prior empty (KL at least 0.03).'
      : 'AU is 0 of 8 and MI 0.00 nats for 3 epochs: the decoder ignores z.',
  remedy:
    given.rule === 'hole'
      ? 'Match the aggregated posterior to the prior, for example with DG-VAE, or weigh the KL more.'
      : 'Anneal the KL weight, or take an objective that keeps information: free bits, BN-VAE, DG-VAE.',
  cleared_epoch: null,
  paused: false,
  ...given,
})

/** Aggregated posteriors that narrow where a run has holes. */
export function makeDimensions(run: Run, epoch: number | undefined): Dimensions {
  const { latent } = run.config.settings
  const at = epoch ?? run.epoch
  const grid = Array.from({ length: 49 }, (_, i) => -4.8 + 0.2 * i)
  const bell = (x: number, mean: number, sd: number) => Math.exp(-((x - mean) ** 2) / (2 * sd * sd)) / (sd * Math.sqrt(2 * Math.PI))
  const holes = run.config.objective.id === 'beta' ? 5 : 0
  const active = Math.round(valuesAtEnd(run).au ?? 0)
  const sds = Array.from({ length: latent }, (_, d) => (d < holes ? 1 - 0.55 * Math.min(1, at / 6) : 1 - 0.02 * (d % 3)))
  return {
    epochs: Array.from({ length: run.epoch }, (_, i) => i + 1),
    epoch: run.epoch === 0 ? null : at,
    grid,
    prior: grid.map((x) => bell(x, 0, 1)),
    density: run.epoch === 0 ? [] : sds.map((sd, d) => grid.map((x) => bell(x, d < holes ? 0.3 : 0, sd))),
    kl: run.epoch === 0 ? [] : sds.map((sd, d) => Math.log(sd) + (1 + (d < holes ? 0.09 : 0)) / (2 * sd * sd) - 0.5),
    mean_variance: run.epoch === 0 ? [] : sds.map((_, d) => (d < active ? 0.8 : 0.001)),
  }
}

/** A minute a run, two at once. */
export function makeEstimate({ objectives, seeds, preset, settings }: ParsedParams<'runs.estimate'>): Estimate {
  const { epochs } = { ...PRESETS[preset].settings, ...settings }
  const run = { seconds: 6 * epochs, memory_bytes: 4.2e8, disk_bytes: 6.1e6 }
  const runs = Array.from({ length: objectives.length * seeds.length }, () => run)
  return {
    runs,
    seconds: run.seconds * Math.ceil(runs.length / 2),
    finish_seconds: run.seconds * Math.ceil(runs.length / 2) + 300,
    ahead: { training: 1, waiting: 1, unknown: 0 },
    memory_bytes: run.memory_bytes * Math.min(2, runs.length),
    disk_bytes: run.disk_bytes * runs.length,
    basis: 'From 3 runs of this size on this machine; two train at once.',
  }
}
