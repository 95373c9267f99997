import { LabError } from '../../shared/contract'
import type { Run } from '../../shared/run'
import { say } from '../../texts/lab'
import { say as words } from '../../texts/shared'
import { runTitle } from './run-title'

/** LabError `refused` that names a run and its state; `hint`: what would be right, without a full stop. */
export const refusal = (run: Run, hint: string): LabError =>
  new LabError('refused', say.runs.refusal(runTitle(run), words.states[run.state], hint))
