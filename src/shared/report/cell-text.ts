import { decimalsOf, type Cell } from '../comparison'
import { METRICS, type MetricId } from '../metrics'
import { DASH, formatNumber } from '../number'

/**
 * `−40.19 ± 0.12` over seeds; a single run's value alone or, with `halfWidths`, with half the width of its 95 % interval; a dash where
 * the metric does not apply.
 */
export function formatCell(id: MetricId, cell: Cell | null | undefined, { halfWidths = false } = {}): string {
  if (!cell) return DASH
  const decimals = decimalsOf(id, cell.count)
  const value = formatNumber(cell.mean, decimals)
  const spread = cell.sd ?? (halfWidths && cell.interval ? (cell.interval[1] - cell.interval[0]) / 2 : null)
  return spread === null ? value : `${value} ± ${formatNumber(spread, decimals)}`
}

/** A value as the paper prints it: whole units, all else with one decimal; a dash where it prints none. */
export const formatPublished = (id: MetricId, value: number | undefined): string => formatNumber(value, publishedDecimals(id))

/** A difference to a published value with its sign and the paper's decimals (one for a mean of whole units); a dash where there is none. */
export function formatDifference(id: MetricId, difference: number | null): string {
  if (difference === null) return DASH
  const text = formatNumber(Math.abs(difference), Number.isInteger(difference) ? publishedDecimals(id) : 1)
  return `${Number(text) === 0 ? '±' : difference > 0 ? '+' : '−'}${text}`
}

const publishedDecimals = (id: MetricId): number => (METRICS[id].unit === 'units' ? 0 : 1)
