import { LabError } from '../../shared/contract'
import type { Run, RunConfig } from '../../shared/run'
import { PRESETS, settingsSchema } from '../../shared/settings'
import type { TrainingState } from '../training/checkpoint'
import { runTitle } from './run-title'

/**
 * The configuration under which a run goes on for `epochs` more than its checkpoint has: the sum, and where its decays are used up
 * as many more as its preset allows. Training from the checkpoint then gives what this configuration gives from the start.
 * Throws LabError `refused` with the reason where that cannot be.
 */
export function continuation(run: Run, checkpoint: TrainingState | null, epochs: number): RunConfig {
  if (run.state !== 'finished' && run.state !== 'stopped') throw refusal(run, `is ${run.state}: ${HINTS[run.state]}.`)
  if (!checkpoint) throw refusal(run, 'has no last checkpoint to go on from; duplicate it to train it anew.')
  const { settings, preset } = run.config
  const more = checkpoint.decays >= Math.max(1, settings.max_decays) ? Math.max(1, PRESETS[preset].settings.max_decays) : 0
  const longer = settingsSchema.safeParse({
    ...settings,
    epochs: checkpoint.epoch + epochs,
    max_decays: more === 0 ? settings.max_decays : checkpoint.decays + more,
  })
  if (!longer.success) throw refusal(run, `has ${checkpoint.epoch} epochs; with ${epochs} more it would pass the most that a run may have.`)
  return { ...run.config, settings: longer.data }
}

const HINTS: Record<Exclude<Run['state'], 'finished' | 'stopped'>, string> = {
  queued: 'it has yet to train what was asked for',
  running: 'it has yet to train what was asked for',
  paused: 'resume or stop it first',
  interrupted: 'resume it first',
  failed: 'resume it first',
  diverged: 'its loss stopped being a number, and would again; start a new run with a smaller learning rate',
}

const refusal = (run: Run, why: string): LabError => new LabError('refused', `${runTitle(run)} ${why}`)
