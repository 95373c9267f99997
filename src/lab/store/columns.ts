import type { MetricId } from '../../shared/metrics'
import type { Series } from '../../shared/run'

const BYTES = Float64Array.BYTES_PER_ELEMENT
/** Columns before those of the metrics: step, epoch, seconds. */
const PLACE = 3

/** A stretch of a series as one value of the store. */
export interface Chunk {
  /** Metric ids as JSON. */
  metrics: string
  /** float64 columns one after another, little-endian: step, epoch, seconds, then each metric with NaN for null. */
  columns: Uint8Array
}

export function packChunk({ step, epoch, seconds, values }: Series): Chunk {
  const metrics = Object.keys(values) as MetricId[]
  const count = step.length
  const columns = new Float64Array((PLACE + metrics.length) * count)
  columns.set(step)
  columns.set(epoch, count)
  columns.set(seconds, 2 * count)
  metrics.forEach((id, i) => values[id]?.forEach((value, n) => (columns[(PLACE + i) * count + n] = value ?? NaN)))
  return { metrics: JSON.stringify(metrics), columns: new Uint8Array(columns.buffer) }
}

/** A series as typed columns, where NaN stands for null. */
export interface Columns {
  step: Float64Array
  epoch: Float64Array
  seconds: Float64Array
  values: Map<MetricId, Float64Array>
}

/** Chunks joined, in their order; of their metrics only the `wanted` ones, without it all. */
export function joinChunks(chunks: readonly Chunk[], wanted?: ReadonlySet<MetricId>): Columns {
  const parts = chunks.map(({ metrics, columns }) => {
    const ids = JSON.parse(metrics) as MetricId[]
    return { ids, columns, count: columns.length / BYTES / (PLACE + ids.length) }
  })
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  const column = (fill?: number) => (fill === undefined ? new Float64Array(total) : new Float64Array(total).fill(fill))
  const joined: Columns = { step: column(), epoch: column(), seconds: column(), values: new Map() }
  let at = 0
  for (const { ids, columns, count } of parts) {
    // Bytes are copied, for a value out of the database may begin anywhere and a float64 array only at a multiple of 8.
    const copy = (from: number, to: Float64Array) =>
      new Uint8Array(to.buffer, at * BYTES, count * BYTES).set(columns.subarray(from * count * BYTES, (from + 1) * count * BYTES))
    copy(0, joined.step)
    copy(1, joined.epoch)
    copy(2, joined.seconds)
    for (const [i, id] of ids.entries()) {
      if (wanted?.has(id) === false) continue
      const target = joined.values.get(id) ?? column(NaN)
      joined.values.set(id, target)
      copy(PLACE + i, target)
    }
    at += count
  }
  return joined
}

/** The points at these indices, all without them, as the contract has them. */
export function toSeries({ step, epoch, seconds, values }: Columns, indices?: readonly number[]): Series {
  return {
    step: pick(step, indices),
    epoch: pick(epoch, indices),
    seconds: pick(seconds, indices),
    values: Object.fromEntries([...values].map(([id, column]) => [id, pick(column, indices).map(nullOfNaN)])),
  }
}

const nullOfNaN = (value: number): number | null => (Number.isNaN(value) ? null : value)

function pick(column: Float64Array, indices?: readonly number[]): number[] {
  const count = indices?.length ?? column.length
  const picked = new Array<number>(count)
  for (let i = 0; i < count; i++) picked[i] = column[indices ? indices[i] : i]
  return picked
}
