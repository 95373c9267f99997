import { compareRuns, type ComparedMethod, type Comparison } from '../shared/comparison'
import type { Split } from '../shared/corpus'
import { METRICS, type MetricId } from '../shared/metrics'
import type { Estimate } from '../shared/text-evaluation'
import type { Run } from '../shared/run'

/**
 * Finished runs as rows of the paper's table, in the order they were started: each for itself, or those that differ only in their
 * seeds together.
 */
export function tableOf(runs: readonly Run[], split: Split, bySeeds: boolean): Comparison {
  const ordered = [...runs].sort((a, b) => a.number - b.number)
  const together = compareRuns(ordered, { split })
  if (bySeeds) return together
  const rows = ordered.flatMap((run) => compareRuns([run], { split }).rows.map((row) => ({ ...row, key: run.id })))
  return { ...together, rows }
}

/** Rows after which the published row of their method stands: the first of each method. */
export function publishedAfter({ rows }: Comparison): Set<string> {
  const first = new Map<ComparedMethod['published'], string>()
  for (const { published, key } of rows) if (published && !first.has(published)) first.set(published, key)
  return new Set(first.values())
}

/** ln N, the ceiling of MI, where it is the same for all evaluations; else null. */
export function ceilingOf({ rows }: Comparison): number | null {
  const known = new Set(rows.flatMap((row) => row.evaluations.map(({ values }) => values.mi_ceiling ?? null)))
  return known.size === 1 ? [...known][0] : null
}

/** Whether a row's posteriors lie on the sphere, where a metric that is not defined is so for good. */
export const onSphere = ({ config }: Run): boolean => 'kappa' in config.objective.parameters

/** An interval with the decimals of its metric, for example `−47.91 … −46.60`. */
export function formatInterval(id: MetricId, [low, high]: readonly [number, number]): string {
  return `${formatNumber(low, METRICS[id].decimals)} … ${formatNumber(high, METRICS[id].decimals)}`
}

/** A number with a true minus sign and no negative zero. */
export const formatNumber = (value: number, decimals: number): string =>
  value
    .toFixed(decimals)
    .replace(/^-(0(?:\.0+)?)$/, '$1')
    .replace('-', '−')

/** An estimate's interval in words for a title. */
export const formatEstimate = ({ low, high }: Estimate, decimals: number): string =>
  `95 %: ${formatNumber(low, decimals)} … ${formatNumber(high, decimals)}`
