import type { Run } from '../../shared/run'
import { say } from '../../texts/terminal'
import { UsageError } from './usage'

/** The run of an id, a unique beginning of one, or `#number`; throws UsageError. */
export function findRun(runs: readonly Run[], text: string): Run {
  const number = /^#(\d+)$/.exec(text)
  const found = number ? runs.filter((run) => run.number === Number(number[1])) : runs.filter((run) => run.id === text)
  const matches = found.length > 0 || number || text === '' ? found : runs.filter((run) => run.id.startsWith(text.toLowerCase()))
  if (matches.length === 1) return matches[0]
  if (matches.length > 1)
    throw new UsageError(
      say.usage.severalRuns(
        text,
        matches.map(({ id }) => id),
      ),
    )
  throw new UsageError(say.usage.noRun(text))
}

/** The runs of several names, each once; throws UsageError. */
export function findRuns(runs: readonly Run[], names: readonly string[]): Run[] {
  return [...new Set(names.map((name) => findRun(runs, name)))]
}
