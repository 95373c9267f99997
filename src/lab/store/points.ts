import type { DatabaseSync } from 'node:sqlite'
import { METRIC_IDS, type MetricId } from '../../shared/metrics'
import type { Series, SeriesId } from '../../shared/run'
import { finite } from './finite'

/** Metric series of the runs: one row a point, unique by run, series and step. */
export class PointTable {
  private readonly statements

  constructor(database: DatabaseSync) {
    this.statements = {
      put: database.prepare('INSERT OR REPLACE INTO points (run, series, step, epoch, seconds, metrics) VALUES (?, ?, ?, ?, ?, ?)'),
      series: database.prepare('SELECT step, epoch, seconds, metrics FROM points WHERE run = ? AND series = ? ORDER BY step'),
      after: database.prepare('SELECT step, epoch, seconds, metrics FROM points WHERE run = ? AND series = ? AND step > ? ORDER BY step'),
      last: database.prepare('SELECT max(step) AS step FROM points WHERE run = ? AND series = ?'),
      withdraw: database.prepare('DELETE FROM points WHERE run = ? AND step >= ?'),
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

  /** A whole series as columns, in order of step; with `metrics` only those. */
  series(run: number, series: SeriesId, metrics?: readonly MetricId[]): Series {
    return toSeries(this.statements.series.all(run, series), metrics)
  }

  /** The points after `step`. */
  after(run: number, series: SeriesId, step: number): Series {
    return toSeries(this.statements.after.all(run, series, step))
  }

  /** The last step of a series, −1 where it has none. */
  lastStep(run: number, series: SeriesId): number {
    return Number(this.statements.last.get(run, series)?.step ?? -1)
  }

  /** Deletes the points of every series at or after `step`. */
  withdraw(run: number, step: number): void {
    this.statements.withdraw.run(run, step)
  }
}

function toSeries(rows: Record<string, unknown>[], wanted: readonly MetricId[] = METRIC_IDS): Series {
  const metrics = rows.map((row) => JSON.parse(String(row.metrics)) as Partial<Record<MetricId, number | null>>)
  const present = new Set(metrics.flatMap((point) => Object.keys(point)))
  return {
    step: rows.map((row) => Number(row.step)),
    epoch: rows.map((row) => Number(row.epoch)),
    seconds: rows.map((row) => Number(row.seconds)),
    values: Object.fromEntries(wanted.filter((id) => present.has(id)).map((id) => [id, metrics.map((point) => point[id] ?? null)])),
  }
}
