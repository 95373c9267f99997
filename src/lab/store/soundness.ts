import type { DatabaseSync } from 'node:sqlite'
import { say } from '../../texts/lab'

/**
 * Tables that are looked at as the store opens: all but the measured points, which are nearly all of its bytes and would take a second
 * and more. What is damaged there is found when it is read.
 */
const LOOKED_AT = ['corpora', 'runs', 'evaluations', 'alarms', 'preferences', 'facts', 'probes', 'wishes']
/** Columns that must hold JSON. */
const JSON_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  corpora: ['record'],
  runs: ['config', 'latest', 'tags', 'progress'],
  evaluations: ['metrics', 'intervals'],
}

/** What is damaged in a store, looked at whole; null where it is sound. */
export function anyDamageOf(database: DatabaseSync): string | null {
  const said = database.prepare('PRAGMA quick_check').get()?.quick_check
  return said === 'ok' ? damageOf(database) : firstLine(said)
}

/** What is damaged in a store, in SQLite's words; null where it is sound as far as one can see without reading all of it. */
export function damageOf(database: DatabaseSync): string | null {
  const present = new Set(
    database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
      .all()
      .map(({ name }) => String(name)),
  )
  for (const table of LOOKED_AT.filter((name) => present.has(name))) {
    const said = database.prepare(`PRAGMA quick_check(${table})`).get()?.quick_check
    if (said !== 'ok') return say.store.badTable(table, firstLine(said))
    const known = new Set(
      database
        .prepare(`PRAGMA table_info(${table})`)
        .all()
        .map(({ name }) => String(name)),
    )
    const columns = (JSON_COLUMNS[table] ?? []).filter((column) => known.has(column))
    if (columns.length === 0) continue
    const valid = columns.map((column) => `json_valid(${column})`).join(' AND ')
    if (database.prepare(`SELECT 1 FROM ${table} WHERE NOT (${valid}) LIMIT 1`).get()) return say.store.badRow(table)
  }
  return null
}

const firstLine = (said: unknown): string => String(said).replace('*** in database main ***', '').trim().split('\n')[0]
