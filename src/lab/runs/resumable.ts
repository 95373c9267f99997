import type { Run } from '../../shared/run'
import type { Home } from '../home'
import { checkpointState } from '../training/checkpoint-state'
import { say } from '../../texts/lab'
import { refusal } from './refusal'

/** Throws LabError `refused`, with what helps instead, for a run without a process that cannot go on from where it was. */
export function checkResumable(home: Home, run: Run): void {
  const { state, epoch } = run
  if (state !== 'interrupted' && state !== 'paused' && !((state === 'stopped' || state === 'failed') && epoch > 0))
    throw refusal(run, hintFor(state))
  // Without it training would begin anew and withdraw what was measured.
  if (epoch > 0 && checkpointState(home.run(run.id), 'last') === null) throw refusal(run, say.runs.badLast)
}

function hintFor(state: Run['state']): string {
  if (state === 'stopped' || state === 'failed') return say.runs.noCheckpoint
  if (state === 'diverged') return say.runs.wouldDiverge
  return say.runs.notResumable
}
