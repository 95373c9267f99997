import type { DatabaseSync } from 'node:sqlite'

/** What a user sets for the whole lab, as JSON by name. */
export class PreferenceTable {
  private readonly statements

  constructor(database: DatabaseSync) {
    this.statements = {
      get: database.prepare('SELECT value FROM preferences WHERE name = ?'),
      set: database.prepare('INSERT OR REPLACE INTO preferences (name, value) VALUES (?, ?)'),
    }
  }

  /** The value under a name; undefined where none was set. */
  get(name: string): unknown {
    const row = this.statements.get.get(name)
    return row ? JSON.parse(String(row.value)) : undefined
  }

  set(name: string, value: unknown): void {
    this.statements.set.run(name, JSON.stringify(value))
  }
}
