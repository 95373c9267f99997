import type { Run } from '../../shared/run'
import type { Home } from '../home'
import { checkpointState } from '../training/checkpoint-state'
import { refusal } from './refusal'

/** Throws LabError `refused`, with what helps instead, for a run without a process that cannot go on from where it was. */
export function checkResumable(home: Home, run: Run): void {
  const { state, epoch } = run
  if (state !== 'interrupted' && state !== 'paused' && !((state === 'stopped' || state === 'failed') && epoch > 0))
    throw refusal(run, hintFor(state))
  // Without it training would begin anew and withdraw what was measured.
  if (epoch > 0 && checkpointState(home.run(run.id), 'last') === null)
    throw refusal(run, 'its last checkpoint is missing or cannot be read; duplicate it to train it anew')
}

function hintFor(state: Run['state']): string {
  if (state === 'stopped' || state === 'failed') return 'it has no checkpoint to resume from; start a new run'
  if (state === 'diverged') return 'its loss stopped being a number, and would again; start a new run with a smaller learning rate'
  return 'only an interrupted, paused, stopped or failed run can be resumed'
}
