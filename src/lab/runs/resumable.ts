import type { Run, RunState } from '../../shared/run'
import type { Home } from '../home'
import { checkpointState } from '../training/checkpoint-state'
import { say } from '../../texts/lab'
import { refusal } from './refusal'

/** One that has not finished an epoch yet starts anew. */
const RESUMABLE: readonly RunState[] = ['interrupted', 'paused', 'stopped', 'failed']

/** Throws LabError `refused`, with what helps instead, for a run without a process that cannot go on from where it was. */
export function checkResumable(home: Home, run: Run): void {
  const { state, epoch } = run
  if (!RESUMABLE.includes(state)) throw refusal(run, state === 'diverged' ? say.runs.wouldDiverge : say.runs.notResumable)
  // Without it training would begin anew and withdraw what was measured.
  if (epoch > 0 && checkpointState(home.run(run.id), 'last') === null) throw refusal(run, say.runs.badLast)
}
