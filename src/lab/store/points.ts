import type { DatabaseSync } from 'node:sqlite'
import { METRIC_IDS, type MetricId } from '../../shared/metrics'
import type { Series, SeriesId } from '../../shared/run'
import { thinnedIndices } from '../../shared/thin-series'
import { joinChunks, packChunk, toSeries, type Chunk } from './columns'
import { finite } from './finite'

/**
 * Metric series of the runs. New points are rows, unique by run, series and step; `pack` joins those of a stretch into one chunk, as
 * tens of thousands of rows a run would be slow to read and large. Rows of a series always lie behind its chunks.
 */
export class PointTable {
  private readonly statements

  constructor(database: DatabaseSync) {
    this.statements = {
      put: database.prepare('INSERT OR REPLACE INTO points (run, series, step, epoch, seconds, metrics) VALUES (?, ?, ?, ?, ?, ?)'),
      rows: database.prepare('SELECT step, epoch, seconds, metrics FROM points WHERE run = ? AND series = ? AND step > ? ORDER BY step'),
      clear: database.prepare('DELETE FROM points WHERE run = ? AND series = ?'),
      withdraw: database.prepare('DELETE FROM points WHERE run = ? AND step >= ?'),
      chunks: database.prepare('SELECT metrics, columns FROM chunks WHERE run = ? AND series = ? AND last_step > ? ORDER BY first_step'),
      putChunk: database.prepare('INSERT INTO chunks (run, series, first_step, last_step, metrics, columns) VALUES (?, ?, ?, ?, ?, ?)'),
      chunksFrom: database.prepare('SELECT series, metrics, columns FROM chunks WHERE run = ? AND last_step >= ?'),
      withdrawChunks: database.prepare('DELETE FROM chunks WHERE run = ? AND last_step >= ?'),
      last: database.prepare(`SELECT coalesce(
          (SELECT max(step) FROM points WHERE run = :run AND series = :series),
          (SELECT max(last_step) FROM chunks WHERE run = :run AND series = :series), -1) AS step`),
    }
  }

  /** Appends points; a point at a known step replaces it. Call inside a transaction. */
  put(run: number, series: SeriesId, points: Series): void {
    const columns = Object.entries(points.values)
    for (let i = 0; i < points.step.length; i++) {
      const metrics = Object.fromEntries(columns.map(([id, column]) => [id, finite(column?.[i])]))
      this.statements.put.run(run, series, points.step[i], points.epoch[i], points.seconds[i], JSON.stringify(metrics))
    }
  }

  /** Joins the rows of a series into one chunk. Call inside a transaction. */
  pack(run: number, series: SeriesId): void {
    const rows = this.rows(run, series, -Infinity)
    if (!rows) return
    this.statements.clear.run(run, series)
    this.insertChunk(run, series, rows)
  }

  /** A whole series as columns, in order of step; with `metrics` only those, with `most` thinned to so many points at most. */
  series(run: number, series: SeriesId, metrics?: readonly MetricId[], most?: number): Series {
    return this.read(run, series, -Infinity, metrics, most)
  }

  /** The points after `step`. */
  after(run: number, series: SeriesId, step: number): Series {
    return cut(this.read(run, series, step), (at) => at > step)
  }

  /** The last step of a series, −1 where it has none. */
  lastStep(run: number, series: SeriesId): number {
    return Number(this.statements.last.get({ run, series })?.step)
  }

  /** Deletes the points of every series at or after `step`. Call inside a transaction. */
  withdraw(run: number, step: number): void {
    this.statements.withdraw.run(run, step)
    const broken = this.statements.chunksFrom.all(run, step)
    this.statements.withdrawChunks.run(run, step)
    for (const row of broken) {
      const kept = cut(toSeries(joinChunks([toChunk(row)])), (at) => at < step)
      if (kept.step.length > 0) this.insertChunk(run, row.series as SeriesId, packChunk(kept))
    }
  }

  private insertChunk(run: number, series: SeriesId, { metrics, columns }: Chunk): void {
    const { step } = joinChunks([{ metrics, columns }], new Set())
    this.statements.putChunk.run(run, series, step[0], step[step.length - 1], metrics, columns)
  }

  /** The rows after `step` as a chunk; null where there are none. */
  private rows(run: number, series: SeriesId, step: number): Chunk | null {
    const rows = this.statements.rows.all(run, series, step)
    return rows.length === 0 ? null : packChunk(seriesOf(rows))
  }

  /** Chunks that reach beyond `step`, whole, and the rows after it. */
  private read(run: number, series: SeriesId, step: number, metrics: readonly MetricId[] = METRIC_IDS, most?: number): Series {
    const chunks = this.statements.chunks.all(run, series, step).map(toChunk)
    const rows = this.rows(run, series, step)
    const columns = joinChunks(rows ? [...chunks, rows] : chunks, new Set(metrics))
    const values = new Map(metrics.flatMap((id) => (columns.values.has(id) ? [[id, columns.values.get(id) as Float64Array] as const] : [])))
    const ordered = { ...columns, values }
    return toSeries(ordered, most === undefined ? undefined : thinnedIndices(columns.step.length, [...values.values()], most))
  }
}

const toChunk = (row: Record<string, unknown>): Chunk => ({ metrics: String(row.metrics), columns: row.columns as Uint8Array })

function seriesOf(rows: Record<string, unknown>[]): Series {
  const metrics = rows.map((row) => JSON.parse(String(row.metrics)) as Partial<Record<MetricId, number | null>>)
  const present = new Set(metrics.flatMap((point) => Object.keys(point) as MetricId[]))
  return {
    step: rows.map((row) => Number(row.step)),
    epoch: rows.map((row) => Number(row.epoch)),
    seconds: rows.map((row) => Number(row.seconds)),
    values: Object.fromEntries([...present].map((id) => [id, metrics.map((point) => point[id] ?? null)])),
  }
}

/** The points whose step passes. */
function cut(series: Series, passes: (step: number) => boolean): Series {
  if (series.step.every(passes)) return series
  const kept = <T>(column: readonly T[]): T[] => column.filter((_, i) => passes(series.step[i]))
  const values = Object.entries(series.values).map(([id, column]) => [id, kept(column)])
  return { step: kept(series.step), epoch: kept(series.epoch), seconds: kept(series.seconds), values: Object.fromEntries(values) }
}
