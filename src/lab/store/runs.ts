import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { runConfigSchema, type MetricValues, type Run, type RunConfig, type RunState } from '../../shared/run'
import { noticesOf } from '../objectives/notices'
import type { AlarmTable } from './alarms'
import type { EvaluationTable } from './evaluations'
import { finiteValues } from './finite'

/** What changes in a run's row while it lives. */
export interface RunPatch {
  state?: RunState
  message?: string | null
  started_at?: number | null
  ended_at?: number | null
  epoch?: number
  step?: number
  best_epoch?: number | null
  latest?: MetricValues
  engine_note?: string | null
  threads?: number
  owner?: string | null
}

export interface NewRun {
  id: string
  name: string
  config: RunConfig
  created_at: number
  owner: string
}

/** What tells whether a run has changed. */
export interface RunMark {
  id: string
  number: number
  state: RunState
  owner: string | null
  /** Equal as long as nothing shown of the run has changed. */
  mark: string
}

/** Names of the columns that a patch may set; nothing else reaches the statement's text. */
const PATCHED = [
  'state',
  'message',
  'started_at',
  'ended_at',
  'epoch',
  'step',
  'best_epoch',
  'latest',
  'engine_note',
  'threads',
  'owner',
] as const

/** Runs as the contract shows them; `progress` is the supervisor's and null here. */
export class RunTable {
  private readonly statements

  constructor(
    private readonly database: DatabaseSync,
    private readonly evaluations: EvaluationTable,
    private readonly alarms: AlarmTable,
  ) {
    const select = `SELECT runs.*, corpora.record ->> '$.name' AS corpus_name FROM runs JOIN corpora ON corpora.id = runs.corpus`
    this.statements = {
      list: database.prepare(`${select} ORDER BY number DESC`),
      get: database.prepare(`${select} WHERE runs.id = ?`),
      insert: database.prepare("INSERT INTO runs (id, name, corpus, config, state, created_at, owner) VALUES (?, ?, ?, ?, 'queued', ?, ?)"),
      remove: database.prepare('DELETE FROM runs WHERE id = ?'),
      ofCorpus: database.prepare('SELECT number, name FROM runs WHERE corpus = ? ORDER BY number'),
      owned: database.prepare("SELECT id, epoch, owner, state FROM runs WHERE state IN ('queued', 'running', 'paused')"),
      marks: database.prepare(`SELECT id, number, state, owner,
          concat_ws('|', name, state, epoch, step, message, started_at, ended_at, (SELECT total(created_at) FROM evaluations WHERE run = runs.number),
            (SELECT count(*) + count(cleared_epoch) FROM alarms WHERE run = runs.number)) AS mark
        FROM runs`),
      details: database.prepare('SELECT threads, owner FROM runs WHERE id = ?'),
    }
  }

  /** Newest first; three statements whatever the number of runs. */
  list(): Run[] {
    const evaluations = this.evaluations.byRun()
    const alarms = this.alarms.byRun()
    return this.statements.list.all().map((row) => toRun(row, evaluations.get(String(row.id)) ?? [], alarms.get(String(row.id)) ?? []))
  }

  get(id: string): Run | null {
    const row = this.statements.get.get(id)
    return row ? toRun(row, this.evaluations.ofRun(id), this.alarms.ofRun(id)) : null
  }

  insert(run: NewRun): void {
    this.statements.insert.run(run.id, run.name, run.config.corpus, JSON.stringify(run.config), run.created_at, run.owner)
  }

  update(id: string, patch: RunPatch): void {
    const columns = PATCHED.filter((column) => patch[column] !== undefined)
    if (columns.length === 0) return
    const values = columns.map((column): SQLInputValue => {
      if (column === 'latest') return JSON.stringify(finiteValues(patch.latest ?? {}))
      return patch[column] ?? null
    })
    this.database.prepare(`UPDATE runs SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`).run(...values, id)
  }

  remove(id: string): void {
    this.statements.remove.run(id)
  }

  /** Number and name of the runs that were trained on a corpus. */
  ofCorpus(corpus: string): { number: number; name: string }[] {
    return this.statements.ofCorpus.all(corpus).map((row) => ({ number: Number(row.number), name: String(row.name) }))
  }

  /** Runs that some process says it queues, trains or holds paused. */
  owned(): { id: string; epoch: number; owner: string | null; state: RunState }[] {
    return this.statements.owned.all().map((row) => ({
      id: String(row.id),
      epoch: Number(row.epoch),
      owner: row.owner === null ? null : String(row.owner),
      state: row.state as RunState,
    }))
  }

  /** A mark of every run, cheap enough to be compared every second. */
  marks(): RunMark[] {
    return this.statements.marks.all().map((row) => ({
      id: String(row.id),
      number: Number(row.number),
      state: row.state as RunState,
      owner: textOrNull(row.owner),
      mark: String(row.mark),
    }))
  }

  /** Threads of the first start and the owning process; null where there is none. */
  details(id: string): { threads: number | null; owner: string | null } {
    const row = this.statements.details.get(id)
    return { threads: numberOrNull(row?.threads), owner: row?.owner ? String(row.owner) : null }
  }
}

const numberOrNull = (value: unknown): number | null => (value === null || value === undefined ? null : Number(value))
const textOrNull = (value: unknown): string | null => (value === null || value === undefined ? null : String(value))

function toRun(row: Record<string, unknown>, evaluations: Run['evaluations'], alarms: Run['alarms']): Run {
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
    created_at: Number(row.created_at),
    started_at: numberOrNull(row.started_at),
    ended_at: numberOrNull(row.ended_at),
    epoch: Number(row.epoch),
    step: Number(row.step),
    progress: null,
    best_epoch: numberOrNull(row.best_epoch),
    latest: JSON.parse(String(row.latest)) as MetricValues,
    evaluations,
    engine_note: textOrNull(row.engine_note),
    alarms,
    notices: noticesOf(config.objective, config.settings),
  }
}
