import { compareRuns, type ComparedMethod, type Comparison } from '../shared/comparison'
import type { Split } from '../shared/corpus'
import { formatRange } from '../shared/number'
import type { Run } from '../shared/run'
import type { Estimate } from '../shared/text-evaluation'

/** Finished runs as rows of the paper's table, in the order they were started: each for itself, or the seeds of a method together. */
export const tableOf = (runs: readonly Run[], split: Split, bySeeds: boolean): Comparison =>
  compareRuns(
    [...runs].sort((a, b) => a.number - b.number),
    { split, by: bySeeds ? 'methods' : 'runs' },
  )

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

/** An estimate's interval in words for a title. */
export const formatEstimate = ({ low, high }: Estimate, decimals: number): string => `95 %: ${formatRange([low, high], decimals)}`
