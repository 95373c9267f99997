import type { Run } from '../../shared/run'
import { say } from '../../texts/terminal'
import { UsageError } from './usage'

/** Letters of an id that are enough where no other begins with them: fewer are too easily those of a run that was not meant. */
const LEAST_LETTERS = 4

/** The run of a number (`2` or `#2`), an id or a unique beginning of one; throws UsageError. */
export function findRun(runs: readonly Run[], text: string): Run {
  const number = /^#?([1-9]\d*)$/.exec(text)?.[1]
  const beginning = text.length < LEAST_LETTERS ? null : text.toLowerCase()
  const matches = runs.filter((run) => run.number === Number(number) || (beginning !== null && run.id.startsWith(beginning)))
  if (matches.length === 1) return matches[0]
  if (matches.length > 1)
    throw new UsageError(
      say.usage.severalRuns(
        text,
        matches.map((run) => `#${run.number} (${run.id})`),
      ),
    )
  throw new UsageError(say.usage.noRun(text, LEAST_LETTERS))
}

/** The runs of several names, each once; throws UsageError. */
export function findRuns(runs: readonly Run[], names: readonly string[]): Run[] {
  return [...new Set(names.map((name) => findRun(runs, name)))]
}
