import type { Split } from '../shared/corpus'
import { METRICS, type MetricId } from '../shared/metrics'
import type { Evaluation, Run } from '../shared/run'
import { evaluationOn } from './health'

export interface ResultRow {
  run: Run
  evaluation: Evaluation | null
}

/** Finished runs with their evaluation on a split, in the order they were started. */
export const rowsOf = (runs: readonly Run[], split: Split): ResultRow[] =>
  runs.map((run) => ({ run, evaluation: evaluationOn(run, split) })).sort((a, b) => a.run.number - b.run.number)

/**
 * The best value of a column, as it is shown: rows that round to it are all best. Null where neither direction is better,
 * where the rows are of different corpora, or where fewer than two rows have a value.
 */
export function bestOf(rows: readonly ResultRow[], metric: MetricId): string | null {
  const { better, decimals } = METRICS[metric]
  if (better === 'none' || new Set(rows.map((row) => row.run.config.corpus)).size > 1) return null
  const values = rows
    .map((row) => row.evaluation?.values[metric])
    .filter((value) => typeof value === 'number' && Number.isFinite(value)) as number[]
  if (values.length < 2) return null
  return (better === 'higher' ? Math.max(...values) : Math.min(...values)).toFixed(decimals)
}

/** Whether a row holds the best value of its column. */
export function isBest(row: ResultRow, metric: MetricId, best: string | null): boolean {
  const value = row.evaluation?.values[metric]
  return best !== null && typeof value === 'number' && value.toFixed(METRICS[metric].decimals) === best
}
