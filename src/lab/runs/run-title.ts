import type { Run } from '../../shared/run'
import { say } from '../../texts/lab'

/** How a sentence names a run. */
export const runTitle = (run: Pick<Run, 'number' | 'name'>): string => say.runs.title(run.number, run.name)
