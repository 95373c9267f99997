import { LabError } from '../shared/contract'
import type { Run } from '../shared/run'
import { EXIT, type Terminal } from './terminal'

/**
 * Does one thing to each of several runs. What the lab refuses for one is said, and the others are done all the same; `code` is then that
 * of a failure. With `json` the runs as they were answered are printed, otherwise a line for each as soon as it is done.
 */
export async function eachRun(
  runs: readonly Run[],
  act: (run: Run) => Promise<Run>,
  { json, terminal, line }: { json: boolean; terminal: Terminal; line: (run: Run) => string },
): Promise<number> {
  const done: Run[] = []
  for (const run of runs)
    try {
      const answered = await act(run)
      done.push(answered)
      if (!json) terminal.err(`${line(answered)}\n`)
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      terminal.err(`${error.message}\n`)
    }
  if (json) terminal.out(`${JSON.stringify({ runs: done }, null, 2)}\n`)
  return done.length === runs.length ? EXIT.done : EXIT.failed
}
