import type { Run } from '../../shared/run'

/** How a sentence names a run. */
export const runTitle = (run: Pick<Run, 'number' | 'name'>): string => `Run #${run.number} (${run.name})`
