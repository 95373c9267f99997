import type { Estimate } from '../../shared/estimate'
import { clock } from '../../texts/intl'
import { say } from '../../texts/terminal'
import { duration } from './duration'
import { table } from './table'
import { EXIT, type Terminal } from '../terminal'

const megabytes = (bytes: number): string => say.progress.mebibytes(Math.round(bytes / 2 ** 20))

/** Prints what an experiment would take, by run and in all, and what that rests on. `names` are those of the runs, in their order. */
export function showEstimate(
  estimate: Estimate,
  names: readonly string[],
  { json, terminal }: { json: boolean; terminal: Terminal },
): number {
  if (json) {
    terminal.out(`${JSON.stringify(estimate, null, 2)}\n`)
    return EXIT.done
  }
  const rows = estimate.runs.map((run, i) => [names[i], duration(run.seconds), megabytes(run.memory_bytes), megabytes(run.disk_bytes)])
  const all = [say.tables.estimate.all, duration(estimate.seconds), megabytes(estimate.memory_bytes), megabytes(estimate.disk_bytes)]
  terminal.out(
    `${table([[...say.tables.estimate.heads], ...rows, all], [1, 2, 3])}\n${estimate.basis}\n${say.tables.estimate.finish(clock(Date.now() + estimate.finish_seconds * 1000))}\n`,
  )
  return EXIT.done
}
