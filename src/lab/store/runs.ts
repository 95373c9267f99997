import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { MetricValues, Run, RunConfig, RunState } from '../../shared/run'
import type { AlarmTable } from './alarms'
import type { EvaluationTable } from './evaluations'
import { finiteValues } from './finite'
import { numberOrNull, textOrNull, toRun } from './run-row'

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
  progress?: Run['progress']
}

export interface NewRun {
  id: string
  name: string
  config: RunConfig
  created_at: number
  owner: string
}

/** A run as its record holds it. Its evaluations and alarms belong to other tables. */
export interface KeptRun extends Omit<Run, 'corpus_name' | 'position' | 'progress' | 'notices' | 'evaluations' | 'alarms' | 'number'> {
  /** null: the next that is free. */
  number: number | null
  threads: number | null
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
  'progress',
] as const

/** The place behind all others. */
const LAST_PLACE = '(SELECT coalesce(max(place), 0) + 1 FROM runs)'
/** A run that nobody queues or trains, outside of the bin. */
const FREE = 'owner IS NULL AND deleted_at IS NULL'

/** Runs as the contract shows them; `progress` as the process that trains one told it last. */
export class RunTable {
  private readonly statements

  constructor(
    private readonly database: DatabaseSync,
    private readonly evaluations: EvaluationTable,
    private readonly alarms: AlarmTable,
  ) {
    const select = `SELECT runs.*, corpora.record ->> '$.name' AS corpus_name FROM runs JOIN corpora ON corpora.id = runs.corpus`
    this.statements = {
      list: database.prepare(`${select} WHERE deleted_at IS NULL ORDER BY number DESC`),
      bin: database.prepare(`${select} WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, number DESC`),
      get: database.prepare(`${select} WHERE runs.id = ?`),
      numbers: database.prepare('SELECT id, number FROM runs WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL'),
      insert: database.prepare(
        `INSERT INTO runs (id, name, corpus, config, state, created_at, owner, place) VALUES (?, ?, ?, ?, 'queued', ?, ?, ${LAST_PLACE})`,
      ),
      ids: database.prepare('SELECT id FROM runs ORDER BY number DESC'),
      numbered: database.prepare('SELECT 1 FROM runs WHERE number = ?'),
      adopt: database.prepare(
        `INSERT INTO runs (number, id, name, corpus, config, state, message, created_at, started_at, ended_at, epoch, step, best_epoch,
            latest, engine_note, threads, tags, deleted_at, place)
          VALUES (:number, :id, :name, :corpus, :config, :state, :message, :created_at, :started_at, :ended_at, :epoch, :step, :best_epoch,
            :latest, :engine_note, :threads, :tags, :deleted_at, ${LAST_PLACE}) RETURNING number`,
      ),
      claim: database.prepare(
        `UPDATE runs SET state = 'queued', message = NULL, ended_at = NULL, owner = :owner, place = ${LAST_PLACE}
          WHERE id = :id AND state = :state AND deleted_at IS NULL AND (owner IS NULL OR owner = :owner)`,
      ),
      configure: database.prepare('UPDATE runs SET config = ? WHERE id = ?'),
      tag: database.prepare('UPDATE runs SET tags = ? WHERE id = ?'),
      discard: database.prepare(`UPDATE runs SET deleted_at = ? WHERE id = ? AND ${FREE}`),
      restore: database.prepare('UPDATE runs SET deleted_at = NULL WHERE id = ? AND deleted_at IS NOT NULL'),
      remove: database.prepare('DELETE FROM runs WHERE id = ? AND owner IS NULL'),
      expired: database.prepare('SELECT id FROM runs WHERE deleted_at < ?'),
      positions: database.prepare(
        "SELECT id, row_number() OVER (PARTITION BY owner ORDER BY place) AS position FROM runs WHERE state = 'queued'",
      ),
      waiting: database.prepare("SELECT id FROM runs WHERE state = 'queued' AND owner = ? ORDER BY place"),
      lastPlace: database.prepare(`SELECT ${LAST_PLACE} AS place`),
      place: database.prepare("UPDATE runs SET place = ? WHERE id = ? AND state = 'queued'"),
      ofRace: database.prepare(`${select} WHERE config ->> '$.race' = ? AND deleted_at IS NULL ORDER BY number`),
      trainedOn: database.prepare('SELECT id FROM runs WHERE corpus = ? AND epoch >= ? AND ended_at >= ? ORDER BY ended_at DESC LIMIT 100'),
      ofCorpus: database.prepare('SELECT number, name, deleted_at FROM runs WHERE corpus = ? ORDER BY number'),
      owned: database.prepare("SELECT id, epoch, owner, state FROM runs WHERE state IN ('queued', 'running', 'paused')"),
      marks: database.prepare(`SELECT id, number, state, owner,
          concat_ws('|', name, state, epoch, step, message, started_at, ended_at, place, tags, progress, config ->> '$.settings.epochs',
            (SELECT total(created_at) FROM evaluations WHERE run = runs.number),
            (SELECT count(*) + count(cleared_epoch) FROM alarms WHERE run = runs.number)) AS mark
        FROM runs WHERE deleted_at IS NULL`),
      details: database.prepare('SELECT threads, owner FROM runs WHERE id = ?'),
    }
  }

  /** Those outside of the bin, newest first; four statements whatever the number of runs. */
  list(): Run[] {
    const evaluations = this.evaluations.byRun()
    const alarms = this.alarms.byRun()
    const positions = this.positions()
    return this.statements.list.all().map((row) => {
      const id = String(row.id)
      return toRun(row, { evaluations: evaluations.get(id) ?? [], alarms: alarms.get(id) ?? [], position: positions.get(id) ?? null })
    })
  }

  /** Those in the bin, last deleted first. */
  bin(): Run[] {
    return this.statements.bin.all().map((row) => this.whole(row))
  }

  /** A run, in the bin or outside of it. */
  get(id: string): Run | null {
    const row = this.statements.get.get(id)
    return row ? this.whole(row) : null
  }

  /** Numbers of the runs outside of the bin among these ids, each once, in this order. */
  numbers(ids: readonly string[]): Map<string, number> {
    const known = new Map(this.statements.numbers.all(JSON.stringify(ids)).map((row) => [String(row.id), Number(row.number)]))
    return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id) ?? 0] as const] : [])))
  }

  /** Of all runs, also those in the bin, newest first. */
  ids(): string[] {
    return this.statements.ids.all().map((row) => String(row.id))
  }

  insert(run: NewRun): void {
    this.statements.insert.run(run.id, run.name, run.config.corpus, JSON.stringify(run.config), run.created_at, run.owner)
  }

  hasNumber(number: number): boolean {
    return this.statements.numbered.get(number) !== undefined
  }

  /** Lists a run that nobody trains, as a record of it says, and answers its number. Throws where its corpus is not listed. */
  adopt({ config, latest, tags, ...run }: KeptRun): number {
    const texts = { config: JSON.stringify(config), latest: JSON.stringify(finiteValues(latest)), tags: JSON.stringify(tags) }
    return Number(this.statements.adopt.get({ ...run, ...texts, corpus: config.corpus })?.number)
  }

  update(id: string, patch: RunPatch): void {
    const columns = PATCHED.filter((column) => patch[column] !== undefined)
    if (columns.length === 0) return
    const values = columns.map((column): SQLInputValue => {
      if (column === 'latest') return JSON.stringify(finiteValues(patch.latest ?? {}))
      if (column === 'progress') return patch.progress ? JSON.stringify(patch.progress) : null
      return patch[column] ?? null
    })
    // A clock that was set back makes no run end before it began.
    const set = (column: string) => (column === 'ended_at' ? 'ended_at = max(?, coalesce(started_at, 0))' : `${column} = ?`)
    this.database.prepare(`UPDATE runs SET ${columns.map(set).join(', ')} WHERE id = ?`).run(...values, id)
  }

  /**
   * Queues a run behind all others, if it still is in the state in which it was read and of no other owner. false where another
   * process was faster: of several that claim it, each in one statement, one succeeds.
   */
  claim({ id, state }: Pick<Run, 'id' | 'state'>, owner: string): boolean {
    return this.statements.claim.run({ id, state, owner }).changes === 1
  }

  configure(id: string, config: RunConfig): void {
    this.statements.configure.run(JSON.stringify(config), id)
  }

  tag(id: string, tags: readonly string[]): void {
    this.statements.tag.run(JSON.stringify(tags), id)
  }

  /** Puts a run into the bin; false where it is there already or some process queues or trains it. */
  discard(id: string, now: number): boolean {
    return this.statements.discard.run(now, id).changes === 1
  }

  /** Takes a run out of the bin; false where it is not there. */
  restore(id: string): boolean {
    return this.statements.restore.run(id).changes === 1
  }

  /** Deletes a run's row with its points and evaluations; false where it is gone or some process queues or trains it. */
  remove(id: string): boolean {
    return this.statements.remove.run(id).changes === 1
  }

  /** Ids of the runs that were put into the bin before a moment. */
  expired(before: number): string[] {
    return this.statements.expired.all(before).map((row) => String(row.id))
  }

  /** Ids of the runs that an owner queues, first to start first. */
  waiting(owner: string): string[] {
    return this.statements.waiting.all(owner).map((row) => String(row.id))
  }

  /** Moves waiting runs behind all others, in this order. Call inside a transaction. */
  order(ids: readonly string[]): void {
    const first = Number(this.statements.lastPlace.get()?.place)
    for (const [i, id] of ids.entries()) this.statements.place.run(first + i, id)
  }

  /** Ids of the latest runs on a corpus with at least so many epochs that ended after a moment, last first. */
  trainedOn(corpus: string, epochs: number, since: number): string[] {
    return this.statements.trainedOn.all(corpus, epochs, since).map((row) => String(row.id))
  }

  /** The members of a race outside of the bin, in the order in which they were started. */
  ofRace(race: string): Run[] {
    return this.statements.ofRace.all(race).map((row) => this.whole(row))
  }

  /** The runs that were trained on a corpus, in the bin or outside of it. */
  ofCorpus(corpus: string): { number: number; name: string; deleted: boolean }[] {
    return this.statements.ofCorpus.all(corpus).map((row) => ({
      number: Number(row.number),
      name: String(row.name),
      deleted: row.deleted_at !== null,
    }))
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

  /** A run with what other tables hold of it. */
  private whole(row: Record<string, unknown>): Run {
    const id = String(row.id)
    const position = row.state === 'queued' ? (this.positions().get(id) ?? null) : null
    return toRun(row, { evaluations: this.evaluations.ofRun(id), alarms: this.alarms.ofRun(id), position })
  }

  /** Places in the queue, from 1 for each owner, by id. */
  private positions(): Map<string, number> {
    return new Map(this.statements.positions.all().map((row) => [String(row.id), Number(row.position)]))
  }
}
