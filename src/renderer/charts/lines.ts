import type { MetricId } from '../../shared/metrics'
import type { Series, SeriesId } from '../../shared/run'
import type { XAxis } from '../stores/ui'
import { firstAtLeast, type Column } from './decimate'
import { smoothedOf } from './smoothing'

/** A line of a live chart; its columns are the store's own, which grow. */
export interface Line {
  run: string
  /** `raw`: every batch, faint; `smooth`: their moving average, thin; `valid`: the validation split, solid. */
  kind: 'raw' | 'smooth' | 'valid'
  xs: readonly number[]
  ys: readonly (number | null)[]
}

/** Schedules, which have no noise to smooth. */
const EXACT: readonly MetricId[] = ['kl_weight', 'learning_rate']

/**
 * The lines of one metric for one run: batches (or, where the metric has no batches, epoch means of training) raw and
 * smoothed, and the validation split; a schedule has one line. A line without points is left out.
 */
export function linesOf(
  run: string,
  metric: MetricId,
  of: (id: string, series: SeriesId) => Series,
  axis: XAxis,
  smoothing: number,
): Line[] {
  const valid = of(run, 'valid')
  const batch = of(run, 'batch')
  const noisy = has(batch, metric) ? batch : of(run, 'train')
  const lines: Line[] = []
  if (has(noisy, metric)) {
    const ys = noisy.values[metric] ?? []
    const xs = noisy[axis]
    if (smoothing > 0 && noisy === batch && !EXACT.includes(metric)) {
      lines.push({ run, kind: 'raw', xs, ys })
      lines.push({ run, kind: 'smooth', xs, ys: smoothedOf(noisy, metric, smoothing) })
    } else lines.push({ run, kind: EXACT.includes(metric) ? 'valid' : 'smooth', xs, ys })
    // What validation says of a schedule is its value of an epoch ago.
    if (EXACT.includes(metric)) return lines
  }
  if (has(valid, metric)) lines.push({ run, kind: 'valid', xs: valid[axis], ys: valid.values[metric] ?? [] })
  return lines
}

const has = (series: Series, metric: MetricId): boolean => series.values[metric]?.some((value) => value !== null) ?? false

/** The line of a run that its numbers are read from: the validation split where there is one. */
export const readLine = (lines: readonly Line[]): Line | null =>
  lines.findLast(({ kind }) => kind === 'valid') ?? lines.find(({ kind }) => kind === 'smooth') ?? null

/** The value of a line at x: of its nearest point that has one. Null for a line without points. */
export function valueAt({ xs, ys }: Pick<Line, 'xs' | 'ys'>, x: number): number | null {
  const at = firstAtLeast(xs, xs.length, x)
  let before = at - 1
  let after = at
  while (before >= 0 && ys[before] === null) before--
  while (after < ys.length && ys[after] === null) after++
  if (before < 0) return ys[after] ?? null
  if (after >= ys.length) return ys[before]
  return xs[after] - x < x - xs[before] ? ys[after] : ys[before]
}

/** What a line came to: its last value, its ends, and the epoch or step of each. */
export interface Summary {
  last: number
  min: { value: number; x: number }
  max: { value: number; x: number }
}

/** Null for a line without a finite value. */
export function summaryOf({ xs, ys }: Pick<Line, 'xs' | 'ys'>): Summary | null {
  let summary: Summary | null = null
  for (let i = 0; i < ys.length; i++) {
    const value = ys[i]
    if (value === null || !Number.isFinite(value)) continue
    const here = { value, x: xs[i] }
    if (!summary) summary = { last: value, min: here, max: here }
    else {
      summary.last = value
      if (value < summary.min.value) summary.min = here
      if (value > summary.max.value) summary.max = here
    }
  }
  return summary
}

/** Part of a smoothed line's points, at either end, that does not widen the scale: the first batches spike far above all others. */
const SPIKES = 0.02
/** Of a smoothed line so many points, evenly spread, say what its scale must be. */
const PROBES = 400

/**
 * The values a scale must show within a window: all of the validation split, the smoothed batches but for their spikes. Null without
 * points. The raw batches may leave the scale: where batches hold sentences of one length they differ by the length, not by the
 * model. `positive`: only values above zero count, as a logarithmic axis needs.
 */
export function rangeOf(
  lines: readonly Line[],
  [from, to]: readonly [number, number] = [-Infinity, Infinity],
  positive = false,
): [low: number, high: number] | null {
  let low = Infinity
  let high = -Infinity
  for (const { kind, xs, ys } of lines) {
    if (kind === 'raw') continue
    const values = probe(ys, firstAtLeast(xs, xs.length, from), to === Infinity ? xs.length : firstAtLeast(xs, xs.length, to + 1e-9), kind)
    const known = positive ? values.filter((value) => value > 0) : values
    if (known.length === 0) continue
    const cut = kind === 'valid' ? 0 : Math.floor(known.length * SPIKES)
    low = Math.min(low, known[cut])
    high = Math.max(high, known[known.length - 1 - cut])
  }
  return low > high ? null : [low, high]
}

/** Values of a stretch in rising order: all of a validation line, a sample of a longer one. */
function probe(ys: Column, start: number, end: number, kind: Line['kind']): number[] {
  const stride = kind === 'valid' ? 1 : Math.max(1, Math.floor((end - start) / PROBES))
  const values: number[] = []
  for (let i = start; i < Math.min(end, ys.length); i += stride) {
    const value = ys[i]
    if (value !== null && Number.isFinite(value)) values.push(value)
  }
  return values.sort((a, b) => a - b)
}
