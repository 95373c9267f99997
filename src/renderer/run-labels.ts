import type { Run } from '../shared/run'
import { texts } from './texts'

/** What tells runs of one name apart, in the order it is said. */
const PARTS: readonly ((run: Run) => string)[] = [
  (run) => run.corpus_name,
  (run) => run.config.preset,
  (run) => texts.compare.seed(run.config.seed),
  (run) => `#${run.number}`,
]

/**
 * Short names of runs shown together, by id: the run's own name, and where several share it, what differs among them (corpus,
 * preset, seed; the run's number where nothing else does).
 */
export function labelsOf(runs: readonly Run[]): Map<string, string> {
  const labels = new Map<string, string>()
  for (const [name, group] of Map.groupBy(runs, (run) => run.name)) {
    const differing = PARTS.slice(0, -1).filter((part) => new Set(group.map(part)).size > 1)
    const say = (run: Run, parts: typeof PARTS) => [name, ...parts.map((part) => part(run))].join(' · ')
    const distinct = new Set(group.map((run) => say(run, differing))).size === group.length
    for (const run of group) labels.set(run.id, say(run, distinct ? differing : [...differing, PARTS[PARTS.length - 1]]))
  }
  return labels
}
