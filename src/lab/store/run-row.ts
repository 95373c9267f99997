import { runConfigSchema, type MetricValues, type Run, type RunState } from '../../shared/run'
import { noticesOf } from '../objectives/notices'

export const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))
export const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

/** A row of the runs with what other tables hold of it, as the contract shows it. */
export function toRun(row: Record<string, unknown>, joined: Pick<Run, 'evaluations' | 'alarms' | 'position'>): Run {
  // Parsed, so that what an older version did not write gets its default.
  const config = runConfigSchema.parse(JSON.parse(String(row.config)))
  return {
    id: String(row.id),
    name: String(row.name),
    number: Number(row.number),
    config,
    corpus_name: String(row.corpus_name),
    state: row.state as RunState,
    message: textOrNull(row.message),
    tags: JSON.parse(String(row.tags)) as string[],
    deleted_at: numberOrNull(row.deleted_at),
    created_at: Number(row.created_at),
    started_at: numberOrNull(row.started_at),
    ended_at: numberOrNull(row.ended_at),
    epoch: Number(row.epoch),
    step: Number(row.step),
    progress: row.progress === null ? null : (JSON.parse(String(row.progress)) as Run['progress']),
    best_epoch: numberOrNull(row.best_epoch),
    latest: JSON.parse(String(row.latest)) as MetricValues,
    engine_note: textOrNull(row.engine_note),
    ...joined,
    notices: noticesOf(config.objective, config.settings),
  }
}
