import { DatabaseSync } from 'node:sqlite'
import { LabError } from '../../shared/contract'
import { MIGRATIONS } from './migrations'

/** Milliseconds a statement waits for another process that writes. */
const BUSY_TIMEOUT = 10_000

/**
 * Opens the store in write-ahead mode and brings it to the newest version, all in one transaction.
 * Throws LabError `refused` for a store of a newer Plenum or a file that is no store; it is then left as it was.
 */
export function openDatabase(path: string, migrations: readonly string[] = MIGRATIONS): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT, enableForeignKeyConstraints: true })
    refuseNewer(path, versionOf(database), migrations.length)
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = NORMAL')
    migrate(database, path, migrations)
    return database
  } catch (error) {
    database?.close()
    throw error instanceof LabError ? error : new LabError('refused', sentenceOf(path, error))
  }
}

/** Runs `work` in one transaction: all of it is kept, or none when it throws. Nested calls join the outer one. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  if (database.isTransaction) return work()
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

function migrate(database: DatabaseSync, path: string, migrations: readonly string[]): void {
  if (versionOf(database) === migrations.length) return
  transaction(database, () => {
    // Read again inside the transaction: another process may have migrated meanwhile.
    const version = versionOf(database)
    refuseNewer(path, version, migrations.length)
    for (const migration of migrations.slice(version)) database.exec(migration)
    database.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0)
}

function refuseNewer(path: string, version: number, known: number): void {
  if (version <= known) return
  throw new LabError(
    'refused',
    `The store ${path} was written by a newer Plenum (store version ${version}; this one knows ${known}). Update Plenum, or choose another data folder with PLENUM_HOME.`,
  )
}

function sentenceOf(path: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  if (/not a database/.test(reason))
    return `The file ${path} is not a Plenum store. Move it away, or choose another data folder with PLENUM_HOME.`
  if (/readonly|unable to open/.test(reason)) {
    return `The store ${path} cannot be written (${reason}). Give your user the right to write there, or choose another data folder with PLENUM_HOME.`
  }
  return `The store ${path} cannot be opened: ${reason}.`
}
