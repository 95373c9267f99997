import type { MetricId } from '../../shared/metrics'
import type { Run, Series, SeriesId } from '../../shared/run'
import type { XAxis } from '../stores/ui'
import { smooth, thin } from './smoothing'

/** Points of one drawn line. */
export interface Curve {
  run: string
  /** `raw`: every batch, faint; `smooth`: their moving average, thin; `valid`: the validation split, solid. */
  kind: 'raw' | 'smooth' | 'valid'
  points: [x: number, y: number][]
}

/** Schedules, which have no noise to smooth. */
const EXACT: readonly MetricId[] = ['kl_weight', 'learning_rate']

/** The most points a line is drawn with; more than a chart has pixels helps nobody. */
const MOST_POINTS = 800

/**
 * The lines of one metric for one run: batches (or, where the metric has no batches, epoch means of training) raw and
 * smoothed, and the validation split. A line without points is left out.
 */
export function curvesOf(
  run: Run,
  metric: MetricId,
  of: (id: string, series: SeriesId) => Series,
  axis: XAxis,
  smoothing: number,
): Curve[] {
  const valid = of(run.id, 'valid')
  const batch = of(run.id, 'batch')
  const noisy = has(batch, metric) ? batch : of(run.id, 'train')
  const curves: Curve[] = []
  if (has(noisy, metric)) {
    const values = noisy.values[metric] ?? []
    if (smoothing > 0 && noisy === batch && !EXACT.includes(metric)) {
      curves.push({ run: run.id, kind: 'raw', points: pointsOf(noisy, values, axis) })
      curves.push({ run: run.id, kind: 'smooth', points: pointsOf(noisy, smooth(values, smoothing), axis) })
    } else curves.push({ run: run.id, kind: 'smooth', points: pointsOf(noisy, values, axis) })
  }
  if (has(valid, metric)) curves.push({ run: run.id, kind: 'valid', points: pointsOf(valid, valid.values[metric] ?? [], axis) })
  return curves.filter((curve) => curve.points.length > 0)
}

const has = (series: Series, metric: MetricId): boolean => series.values[metric]?.some((value) => value !== null) ?? false

function pointsOf(series: Series, values: readonly (number | null)[], axis: XAxis): [number, number][] {
  const x = series[axis]
  return thin(values, MOST_POINTS).map((i) => [x[i], values[i] ?? 0])
}

/** The value of a line at x: of its nearest point. Null for a line without points. */
export function valueAt(points: readonly [number, number][], x: number): number | null {
  if (points.length === 0) return null
  let low = 0
  let high = points.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (points[middle][0] <= x) low = middle
    else high = middle
  }
  return Math.abs(points[high][0] - x) < Math.abs(points[low][0] - x) ? points[high][1] : points[low][1]
}

/** Part of a smoothed curve's points, at either end, that does not widen the scale: the first batches spike far above all others. */
const SPIKES = 0.02

/**
 * The values a scale must show: all of the validation split, the smoothed batches but for their spikes. Null without points.
 * The raw batches may leave the scale: where batches hold sentences of one length they differ by the length, not by the model.
 */
export function rangeOf(curves: readonly Curve[]): [low: number, high: number] | null {
  let low = Infinity
  let high = -Infinity
  for (const { kind, points } of curves) {
    if (kind === 'raw') continue
    const values = points.map(([, y]) => y).sort((a, b) => a - b)
    const cut = kind === 'valid' ? 0 : Math.floor(values.length * SPIKES)
    low = Math.min(low, values[cut])
    high = Math.max(high, values[values.length - 1 - cut])
  }
  return low > high ? null : [low, high]
}
