import type { Cell, ComparedMethod, Comparison } from '../../shared/comparison'
import { publishedOf } from '../../shared/published-difference'
import { METRICS, type MetricId } from '../../shared/metrics'

/** A method in a plane of two metrics. */
export interface TradeOffPoint {
  key: string
  row: ComparedMethod
  x: number
  y: number
  /** Ends of the uncertainty of either: a standard deviation over seeds, or the 95 % interval of a single run. */
  xRange: readonly [number, number] | null
  yRange: readonly [number, number] | null
  /** Whether no other method of its corpus is as good in both and better in one. */
  front: boolean
}

/** What the paper prints for a method in that plane. */
export interface PublishedPoint {
  name: string
  x: number
  y: number
}

export interface TradeOff {
  points: readonly TradeOffPoint[]
  published: readonly PublishedPoint[]
  /** The front of each corpus that has one of at least two points, from left to right. */
  fronts: readonly (readonly TradeOffPoint[])[]
  /** Rows without a value on one of the axes. */
  left: number
}

/** The rows of a comparison, which must have both columns, in the plane of two metrics. */
export function tradeOff(comparison: Comparison, x: MetricId, y: MetricId): TradeOff {
  const placed = comparison.rows.flatMap((row) => {
    const [across, up] = [row.cells[x], row.cells[y]]
    return across && up ? [{ key: row.key, row, x: across.mean, y: up.mean, xRange: rangeOf(across), yRange: rangeOf(up) }] : []
  })
  const byCorpus = [...Map.groupBy(placed, ({ row }) => row.runs[0].config.corpus).values()]
  const front = new Set(byCorpus.flatMap((points) => paretoFront(points, x, y)))
  const points = placed.map((point) => ({ ...point, front: front.has(point) }))
  const fronts = [...Map.groupBy(points, ({ row }) => row.runs[0].config.corpus).values()]
    .map((ofCorpus) => ofCorpus.filter((point) => point.front).sort((a, b) => a.x - b.x))
    .filter((line) => line.length > 1)
  const published = publishedOf(comparison).flatMap(({ name, values }) => {
    const [across, up] = [values[x], values[y]]
    return across === undefined || up === undefined ? [] : [{ name, x: across, y: up }]
  })
  return { points, published, fronts, left: comparison.rows.length - placed.length }
}

const rangeOf = ({ mean, sd, interval }: Cell): readonly [number, number] | null => (sd === null ? interval : [mean - sd, mean + sd])

/**
 * The points that no other dominates: is as good in both metrics and better in one. Empty where one of the metrics has no better
 * direction; points at the same place are both on the front.
 */
export function paretoFront<P extends { x: number; y: number }>(points: readonly P[], x: MetricId, y: MetricId): P[] {
  const signs = [x, y].map((id) => ({ higher: 1, lower: -1, none: 0 })[METRICS[id].better])
  if (signs.includes(0)) return []
  const dominates = (a: P, b: P) => {
    const [across, up] = [signs[0] * (a.x - b.x), signs[1] * (a.y - b.y)]
    return across >= 0 && up >= 0 && across + up > 0
  }
  return points.filter((point) => !points.some((other) => dominates(other, point)))
}

/** A range above zero that spans more than this is seen better on a logarithmic axis. */
const WIDE = 100

/** Whether values ask for a logarithmic axis: all above zero, the greatest more than a hundred times the least. */
export const asksForLog = (values: readonly number[]): boolean =>
  values.length > 1 && values.every((value) => value > 0) && Math.max(...values) > WIDE * Math.min(...values)

/**
 * The edge of what a front dominates, as corners from left to right: between two of its points the one that is better in x, or at
 * least as good, decides.
 */
export function staircase(front: readonly { x: number; y: number }[], x: MetricId): { x: number; y: number }[] {
  const rightWins = METRICS[x].better === 'higher'
  return front.flatMap((point, i) => {
    const next = front.at(i + 1)
    if (!next) return [point]
    return [point, rightWins ? { x: point.x, y: next.y } : { x: next.x, y: point.y }]
  })
}
