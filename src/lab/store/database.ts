import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { LabError } from '../../shared/contract'
import { diskFault, faultSentence } from '../disk-fault'
import { VERSION } from '../version'
import { say } from '../../texts/lab'
import { MIGRATIONS } from './migrations'
import { isMarkedDamaged, LostStoreError, unmarkDamaged } from './lost-store'
import { anyDamageOf, damageOf } from './soundness'

/** Milliseconds a statement waits for another process that writes. */
const BUSY_TIMEOUT = 10_000

/**
 * Opens the store in write-ahead mode and brings it to the newest version, all in one transaction.
 * Throws LabError `refused` for a store of a newer Plenum, a LostStoreError for a damaged one or a file that is no store; it is then left
 * as it was, to the byte.
 */
export function openDatabase(
  path: string,
  { thorough = false, migrations = MIGRATIONS }: { thorough?: boolean; migrations?: readonly string[] } = {},
): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    if (existsSync(path)) look(path, migrations.length, thorough || isMarkedDamaged(path))
    unmarkDamaged(path)
    database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT, enableForeignKeyConstraints: true })
    database.exec('PRAGMA journal_mode = WAL')
    database.exec('PRAGMA synchronous = NORMAL')
    migrate(database, path, migrations)
    sign(database)
    return database
  } catch (error) {
    database?.close()
    throw error instanceof LabError ? error : refusalOf(path, error)
  }
}

/** Looks at a store without the right to write: even opening and closing one would fold its log into it. */
function look(path: string, known: number, thorough: boolean): void {
  const database = new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT })
  try {
    const version = versionOf(database)
    const tables = Number(database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.count)
    if (version === 0 && tables > 0) throw notOurs(path)
    refuseNewer(database, path, version, known)
    const damage = thorough ? anyDamageOf(database) : damageOf(database)
    if (damage !== null) throw new LostStoreError(say.store.damaged(path, damage))
  } finally {
    database.close()
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
    refuseNewer(database, path, version, migrations.length)
    for (const migration of migrations.slice(version)) database.exec(migration)
    database.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0)
}

function refuseNewer(database: DatabaseSync, path: string, version: number, known: number): void {
  if (version <= known) return
  const writer = signature(database)
  throw new LabError('refused', say.store.newer(path, writer, version, VERSION, known))
}

/** The version of Plenum that wrote a store last; null where it is not said. */
function signature(database: DatabaseSync): string | null {
  try {
    const row = database.prepare("SELECT value FROM facts WHERE name = 'plenum'").get()
    return row ? String(row.value) : null
  } catch {
    return null
  }
}

/** Leaves this Plenum's version in the store, for the sentence of an older one. */
function sign(database: DatabaseSync): void {
  const signable = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'facts'").get() !== undefined
  if (signable && signature(database) !== VERSION)
    database.prepare("INSERT OR REPLACE INTO facts (name, value) VALUES ('plenum', ?)").run(VERSION)
}

const notOurs = (path: string): LabError => new LostStoreError(say.store.notOurs(path))

function refusalOf(path: string, error: unknown): LabError {
  const reason = error instanceof Error ? error.message : String(error)
  if (/not a database/.test(reason)) return notOurs(path)
  const fault = diskFault(error)
  if (fault === 'damaged') return new LostStoreError(say.store.damaged(path, reason))
  if (fault === 'full') return new LabError('refused', faultSentence(fault, dirname(path)))
  if (fault === 'read-only' || fault === 'denied') return new LabError('refused', say.store.notWritable(path, reason))
  return new LabError('refused', say.store.notOpened(path, reason))
}
