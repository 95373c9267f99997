import { meanAndDeviation, methodOf } from '../../shared/comparison'
import type { MetricId } from '../../shared/metrics'
import type { Run, Series } from '../../shared/run'
import type { XAxis } from '../stores/ui'

/** Runs of one method over its seeds, drawn as one line. */
export interface Method {
  /** Equal for runs that differ only in their seeds. */
  key: string
  runs: readonly Run[]
}

/** The mean of a metric over the seeds of a method, and one standard deviation to either side. */
export interface MeanCurve {
  xs: readonly number[]
  mean: readonly (number | null)[]
  /** null where fewer than two seeds are known. */
  low: readonly (number | null)[]
  high: readonly (number | null)[]
  /** Runs that have the metric. */
  count: number
}

/** Runs by method, in the order given; `apart`: each for itself. */
export function methodsOf(runs: readonly Run[], apart = false): Method[] {
  if (apart) return runs.map((run) => ({ key: run.id, runs: [run] }))
  return [...Map.groupBy(runs, methodOf)].map(([key, group]) => ({ key, runs: group }))
}

/**
 * The mean curve of a metric over some series (validation or training points, one an epoch). On an axis where the points of the
 * seeds stand at the same places the mean is taken there; where they do not, as in time, each is read between its points, and no
 * series beyond its own ends. null where none has the metric.
 */
export function meanCurve(series: readonly Series[], metric: MetricId, axis: XAxis): MeanCurve | null {
  const known = series.flatMap((one) => {
    const ys = one.values[metric]
    const kept = ys ? one[axis].map((_, i) => i).filter((i) => Number.isFinite(ys[i] ?? NaN)) : []
    return kept.length > 0 && ys ? [{ xs: kept.map((i) => one[axis][i]), ys: kept.map((i) => ys[i] as number) }] : []
  })
  if (known.length === 0) return null
  if (known.length === 1) {
    const [{ xs, ys }] = known
    const none = xs.map(() => null)
    return { xs, mean: ys, low: none, high: none, count: 1 }
  }
  const xs = [...new Set(known.flatMap((one) => one.xs))].sort((a, b) => a - b)
  const readers = known.map(readerOf)
  const points = xs.map((x) => meanAndDeviation(readers.map((read) => read(x)).filter((value) => value !== null)))
  return {
    xs,
    mean: points.map((point) => point?.mean ?? null),
    low: points.map((point) => edge(point, -1)),
    high: points.map((point) => edge(point, 1)),
    count: known.length,
  }
}

const edge = (point: ReturnType<typeof meanAndDeviation>, side: -1 | 1): number | null =>
  point === null || point.sd === null ? null : point.mean + side * point.sd

/** Reads a curve at rising x, straight between its points; null beyond its ends. */
function readerOf({ xs, ys }: { xs: readonly number[]; ys: readonly number[] }): (x: number) => number | null {
  let at = 0
  return (x) => {
    if (x < xs[0] || x > xs[xs.length - 1]) return null
    while (xs[at] < x) at++
    if (xs[at] === x || at === 0) return ys[at]
    const share = (x - xs[at - 1]) / (xs[at] - xs[at - 1])
    return ys[at - 1] + share * (ys[at] - ys[at - 1])
  }
}
