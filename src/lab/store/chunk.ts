import type { MetricId } from '../../shared/metrics'
import type { Series } from '../../shared/run'

/** A stretch of a series as one value: the names of its metrics, and float64 columns one after another, little-endian. */
export interface Chunk {
  /** Metric ids as JSON. */
  metrics: string
  /** step, epoch, seconds, then each metric; NaN stands for null. */
  columns: Uint8Array
}

export function packChunk({ step, epoch, seconds, values }: Series): Chunk {
  const metrics = Object.keys(values) as MetricId[]
  const count = step.length
  const columns = new Float64Array((3 + metrics.length) * count)
  columns.set(step)
  columns.set(epoch, count)
  columns.set(seconds, 2 * count)
  metrics.forEach((id, i) =>
    columns.set(
      (values[id] ?? []).map((value) => value ?? NaN),
      (3 + i) * count,
    ),
  )
  return { metrics: JSON.stringify(metrics), columns: new Uint8Array(columns.buffer) }
}

/** The stretch again; of its metrics only the `wanted` ones, without it all. */
export function unpackChunk({ metrics, columns }: Chunk, wanted?: ReadonlySet<MetricId>): Series {
  const ids = JSON.parse(metrics) as MetricId[]
  // A value out of the database may lie anywhere in its buffer; a float64 array begins at a multiple of 8.
  const all = new Float64Array(columns.slice().buffer)
  const count = all.length / (3 + ids.length)
  const column = (i: number) => Array.from(all.subarray(i * count, (i + 1) * count))
  const values = ids.flatMap((id, i) => (wanted?.has(id) === false ? [] : [[id, orNull(column(3 + i))] as const]))
  return { step: column(0), epoch: column(1), seconds: column(2), values: Object.fromEntries(values) }
}

const orNull = (column: number[]): (number | null)[] =>
  column.some(Number.isNaN) ? column.map((value) => (Number.isNaN(value) ? null : value)) : column
