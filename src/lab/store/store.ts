import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { diskFault } from '../disk-fault'
import { AlarmTable } from './alarms'
import { CorpusTable } from './corpora'
import { openDatabase, transaction } from './database'
import { EvaluationTable } from './evaluations'
import { FactTable } from './facts'
import { MIGRATIONS } from './migrations'
import { PointTable } from './points'
import { PreferenceTable } from './preferences'
import { ProbeTable } from './probes'
import { RunTable } from './runs'
import { WishTable } from './wishes'

/** The lab's database. Several processes may have it open; every write is one transaction. */
export class Store {
  readonly alarms: AlarmTable
  readonly corpora: CorpusTable
  readonly evaluations: EvaluationTable
  readonly facts: FactTable
  readonly points: PointTable
  readonly preferences: PreferenceTable
  readonly probes: ProbeTable
  readonly runs: RunTable
  readonly wishes: WishTable

  private readonly version: StatementSync
  private readonly changes: StatementSync
  private readonly checkpoint: StatementSync
  /** Rows that this process had written when it settled last. */
  private settled = -1

  private constructor(private readonly database: DatabaseSync) {
    this.version = database.prepare('PRAGMA data_version')
    this.changes = database.prepare('SELECT total_changes() AS count')
    this.checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)')
    this.alarms = new AlarmTable(database)
    this.corpora = new CorpusTable(database)
    this.evaluations = new EvaluationTable(database)
    this.facts = new FactTable(database)
    this.points = new PointTable(database)
    this.preferences = new PreferenceTable(database)
    this.probes = new ProbeTable(database)
    this.runs = new RunTable(database, this.evaluations, this.alarms)
    this.wishes = new WishTable(database)
  }

  /**
   * Opens or creates the store at `path`; throws LabError `refused` with a sentence when it cannot, a LostStoreError where that is
   * because it is damaged. @param options `thorough`: all of it is looked at, which may take seconds
   */
  static open(path: string, options: { thorough?: boolean } = {}): Store {
    const store = new Store(openDatabase(path, options))
    try {
      store.settle()
    } catch (error) {
      // A full disk does not keep anyone from looking: it stays in the log until there is room.
      if (diskFault(error) === null) throw error
    }
    return store
  }

  /** Changes whenever another process has written; what this one writes does not count. */
  foreignVersion(): number {
    return Number(this.version.get()?.data_version)
  }

  /**
   * Brings what was written into the store's file and waits until it is on disk: in write-ahead mode a commit alone does not, and a
   * small store would lie in its log for days. What another process reads or writes just then follows the next time, whatever is written.
   */
  settle(): void {
    const written = Number(this.changes.get()?.count)
    if (written === this.settled || this.database.isTransaction) return
    const { busy, log, checkpointed } = this.checkpoint.get() ?? {}
    if (busy === 0 && log === checkpointed) this.settled = written
  }

  /** Writes a page of the store without changing it; throws where that cannot be. */
  probe(): void {
    this.transaction(() => this.database.exec(`PRAGMA user_version = ${MIGRATIONS.length}`))
  }

  /** Everything `work` writes is kept together, or not at all when it throws. */
  transaction<T>(work: () => T): T {
    return transaction(this.database, work)
  }

  close(): void {
    if (this.database.isOpen) this.database.close()
  }
}
