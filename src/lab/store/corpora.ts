import type { DatabaseSync } from 'node:sqlite'
import type { CorpusRecord, CorpusStatistics } from '../../shared/corpus'
import { importOptionsSchema } from '../../shared/import-options'

/** Imported corpora; their sentences lie in files beside the store. */
export class CorpusTable {
  private readonly statements

  constructor(database: DatabaseSync) {
    this.statements = {
      list: database.prepare('SELECT record FROM corpora ORDER BY created_at DESC, id'),
      get: database.prepare('SELECT record FROM corpora WHERE id = ?'),
      sample: database.prepare('SELECT record FROM corpora WHERE sample = ? ORDER BY created_at'),
      insert: database.prepare('INSERT INTO corpora (id, created_at, sample, record) VALUES (?, ?, ?, ?)'),
      rename: database.prepare("UPDATE corpora SET record = json_set(record, '$.name', ?) WHERE id = ?"),
      setStatistics: database.prepare("UPDATE corpora SET record = json_set(record, '$.statistics', json(?)) WHERE id = ?"),
      remove: database.prepare('DELETE FROM corpora WHERE id = ?'),
    }
  }

  /** Newest first. */
  list(): CorpusRecord[] {
    return this.statements.list.all().map(toRecord)
  }

  get(id: string): CorpusRecord | null {
    const row = this.statements.get.get(id)
    return row ? toRecord(row) : null
  }

  /** Corpora imported from this built-in sample, oldest first. */
  ofSample(sample: string): CorpusRecord[] {
    return this.statements.sample.all(sample).map(toRecord)
  }

  insert(record: CorpusRecord, sample: string | null): void {
    this.statements.insert.run(record.id, record.created_at, sample, JSON.stringify(record))
  }

  rename(id: string, name: string): void {
    this.statements.rename.run(name, id)
  }

  /** Of a corpus that was imported without them. */
  setStatistics(id: string, statistics: CorpusStatistics): void {
    this.statements.setStatistics.run(JSON.stringify(statistics), id)
  }

  /** false where it is gone already. */
  remove(id: string): boolean {
    return this.statements.remove.run(id).changes === 1
  }
}

/** A row of an older version lacks what came later: options at their defaults, statistics not computed. */
function toRecord(row: Record<string, unknown>): CorpusRecord {
  const record = JSON.parse(String(row.record)) as CorpusRecord
  return { ...record, options: importOptionsSchema.parse(record.options), statistics: (record as Partial<CorpusRecord>).statistics ?? null }
}
