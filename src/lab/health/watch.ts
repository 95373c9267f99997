import type { Run } from '../../shared/run'
import { findObjective } from '../objectives/registry'
import type { Store } from '../store/store'
import { diverged } from './divergence'
import { judge } from './judge'
import type { EpochRecord, Subject } from './rule'
import { healthRules } from './thresholds'

type Tables = Pick<Store, 'alarms' | 'points' | 'preferences'>

/** The finished epochs of a run as the store has them. */
function historyOf({ points }: Tables, number: number): EpochRecord[] {
  const valid = points.series(number, 'valid')
  const train = points.series(number, 'train')
  const norms = new Map(train.step.map((step, i) => [step, train.values.gradient_norm?.[i] ?? null]))
  const columns = Object.entries(valid.values)
  return valid.step.map((step, i) => ({
    epoch: valid.epoch[i],
    step,
    seconds: valid.seconds[i],
    values: { ...Object.fromEntries(columns.map(([id, column]) => [id, column?.[i]])), gradient_norm: norms.get(step) ?? null },
  }))
}

function subjectOf({ objective, settings: { latent } }: Run['config']): Subject {
  const floor = findObjective(objective.id).floor?.(objective.parameters, latent) ?? null
  return { objective, latent, floor }
}

/**
 * Judges a run's present epoch by the lab's rules, once its points are stored, and keeps what that raises and clears. Answers
 * whether the run is to be paused for it: an alarm was raised, the rules say so, and there is an epoch left to wait for.
 */
export function watchEpoch(store: Tables, { id, number, config }: Pick<Run, 'id' | 'number' | 'config'>, epoch: number): boolean {
  const rules = healthRules(store)
  const standing = store.alarms.ofRun(id).filter((alarm) => alarm.cleared_epoch === null)
  const { raised, cleared } = judge(historyOf(store, number), subjectOf(config), rules, new Set(standing.map(({ rule }) => rule)))
  const paused = rules.pause && raised.length > 0 && epoch < config.settings.epochs
  for (const rule of cleared) store.alarms.clear(id, rule, epoch)
  for (const alarm of raised) store.alarms.put(id, { ...alarm, cleared_epoch: null, paused })
  return paused
}

/** Keeps the alarm of a run that ended because its loss stopped being a number, unless one stands or the rule is off. */
export function watchDivergence(store: Tables, run: Pick<Run, 'id' | 'number' | 'epoch'>, step: number, message: string): void {
  if (!healthRules(store).divergence.enabled) return
  if (store.alarms.ofRun(run.id).some(({ rule, cleared_epoch }) => rule === 'divergence' && cleared_epoch === null)) return
  const seconds = store.points.series(run.number, 'batch').seconds.at(-1) ?? 0
  store.alarms.put(run.id, {
    rule: 'divergence',
    epoch: run.epoch,
    step,
    seconds,
    ...diverged(message),
    cleared_epoch: null,
    paused: false,
  })
}
