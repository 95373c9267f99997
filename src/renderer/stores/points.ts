import { METRIC_IDS, type MetricId } from '../../shared/metrics'
import type { Series } from '../../shared/run'

/** A series without points. */
export const emptySeries = (): Series => ({ step: [], epoch: [], seconds: [], values: {} })

/**
 * Appends points in place. Columns new to the series are filled with null before, columns missing from the points after,
 * so that index i of every column stays one point. Points at or before the last step are left out: they are known.
 */
export function appendPoints(series: Series, points: Series): void {
  const before = series.step.length
  const last = before > 0 ? series.step[before - 1] : -Infinity
  const first = points.step.findIndex((step) => step > last)
  if (first < 0) return
  for (let i = first; i < points.step.length; i++) {
    series.step.push(points.step[i])
    series.epoch.push(points.epoch[i])
    series.seconds.push(points.seconds[i])
  }
  for (const metric of METRIC_IDS) appendColumn(series, points, metric, before, first)
}

function appendColumn(series: Series, points: Series, metric: MetricId, before: number, first: number): void {
  const added = points.values[metric]
  const column = series.values[metric] ?? (added ? new Array<number | null>(before).fill(null) : undefined)
  if (!column) return
  for (let i = first; i < points.step.length; i++) column.push(added?.[i] ?? null)
  series.values[metric] = column
}

/** Withdraws in place the points at or after a step, as a resumed run does. */
export function cutAt(series: Series, step: number): void {
  const found = series.step.findIndex((known) => known >= step)
  if (found < 0) return
  for (const column of [series.step, series.epoch, series.seconds, ...Object.values(series.values)]) column.length = found
}
