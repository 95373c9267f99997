import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { AlarmTable } from './alarms'
import { CorpusTable } from './corpora'
import { openDatabase, transaction } from './database'
import { EvaluationTable } from './evaluations'
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
  readonly points: PointTable
  readonly preferences: PreferenceTable
  readonly probes: ProbeTable
  readonly runs: RunTable
  readonly wishes: WishTable

  private readonly version: StatementSync

  private constructor(private readonly database: DatabaseSync) {
    this.version = database.prepare('PRAGMA data_version')
    this.alarms = new AlarmTable(database)
    this.corpora = new CorpusTable(database)
    this.evaluations = new EvaluationTable(database)
    this.points = new PointTable(database)
    this.preferences = new PreferenceTable(database)
    this.probes = new ProbeTable(database)
    this.runs = new RunTable(database, this.evaluations, this.alarms)
    this.wishes = new WishTable(database)
  }

  /** Opens or creates the store at `path`; throws LabError `refused` with a sentence when it cannot. */
  static open(path: string): Store {
    return new Store(openDatabase(path))
  }

  /** Changes whenever another process has written; what this one writes does not count. */
  foreignVersion(): number {
    return Number(this.version.get()?.data_version)
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
