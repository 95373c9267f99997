import { formatMetric, METRICS, PAPER_COLUMNS } from '../../shared/metrics'
import type { Run } from '../../shared/run'
import { say as words } from '../../texts/shared'
import { say } from '../../texts/terminal'
import { table } from './table'

/** Runs with the paper's columns on the test split, a dash where a run has no such evaluation, and their tags where a run has some. */
export function runTable(runs: readonly Run[]): string {
  const tagged = runs.some(({ tags }) => tags.length > 0)
  const metrics = PAPER_COLUMNS.map((id) => METRICS[id].label)
  const head = [...say.tables.runs.heads, ...metrics, ...(tagged ? [say.tables.runs.tags] : [])]
  const rows = runs.map((run) => {
    const values = run.evaluations.find(({ split }) => split === 'test')?.values ?? {}
    const { epochs } = run.config.settings
    return [
      String(run.number),
      run.id.slice(0, 6),
      run.name,
      run.corpus_name,
      run.config.preset,
      words.states[run.state],
      `${run.epoch}/${epochs}`,
      ...PAPER_COLUMNS.map((id) => formatMetric(id, values[id])),
      ...(tagged ? [run.tags.join(', ')] : []),
    ]
  })
  return table([head, ...rows], [0, 6, ...PAPER_COLUMNS.map((_, i) => i + 7)])
}
