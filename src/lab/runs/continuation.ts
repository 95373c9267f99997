import { LabError } from '../../shared/contract'
import type { Run, RunConfig } from '../../shared/run'
import { PRESETS, settingsSchema } from '../../shared/settings'
import type { TrainingState } from '../training/checkpoint'
import { say } from '../../texts/lab'
import { refusal } from './refusal'
import { runTitle } from './run-title'

/**
 * The configuration under which a run goes on for `epochs` more than its checkpoint has: the sum, and where its decays are used up
 * as many more as its preset allows. Training from the checkpoint then gives what this configuration gives from the start.
 * Throws LabError `refused` with the reason where that cannot be.
 */
export function continuation(run: Run, checkpoint: TrainingState | null, epochs: number): RunConfig {
  if (run.state !== 'finished' && run.state !== 'stopped') throw refusal(run, say.runs.continueHints[run.state])
  if (!checkpoint) throw refused(say.runs.noLast(runTitle(run)))
  const { settings, preset } = run.config
  const more = checkpoint.decays >= Math.max(1, settings.max_decays) ? Math.max(1, PRESETS[preset].settings.max_decays) : 0
  const longer = settingsSchema.safeParse({
    ...settings,
    epochs: checkpoint.epoch + epochs,
    max_decays: more === 0 ? settings.max_decays : checkpoint.decays + more,
  })
  if (!longer.success) throw refused(say.runs.tooManyEpochs(runTitle(run), checkpoint.epoch, epochs))
  return { ...run.config, settings: longer.data }
}

const refused = (why: string): LabError => new LabError('refused', why)
