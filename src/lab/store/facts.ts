import type { DatabaseSync } from 'node:sqlite'

/** What the lab has to remember of the store itself, as text by name. */
export class FactTable {
  private readonly statements

  constructor(database: DatabaseSync) {
    this.statements = {
      get: database.prepare('SELECT value FROM facts WHERE name = ?'),
      set: database.prepare('INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)'),
    }
  }

  get(name: string): string | null {
    const row = this.statements.get.get(name)
    return row ? String(row.value) : null
  }

  set(name: string, value: string): void {
    this.statements.set.run(name, value)
  }
}
