import type { Comparison } from '../shared/comparison'
import { formatRange } from '../shared/number'
import type { IntervalEstimate } from '../shared/text-evaluation'

/** ln N, the ceiling of MI, where it is the same for all evaluations; else null. */
export function ceilingOf({ rows }: Comparison): number | null {
  const known = new Set(rows.flatMap((row) => row.evaluations.map(({ values }) => values.mi_ceiling ?? null)))
  return known.size === 1 ? [...known][0] : null
}

/** An estimate's interval in words for a title. */
export const formatEstimate = ({ low, high }: IntervalEstimate, decimals: number): string => `95 %: ${formatRange([low, high], decimals)}`
