import type { DatabaseSync } from 'node:sqlite'
import type { Cost } from '../estimate/cost'

/** What runs take on this machine, as measured by a few real steps, by what was measured. */
export class ProbeTable {
  private readonly statements

  constructor(database: DatabaseSync) {
    this.statements = {
      get: database.prepare('SELECT cost, measured_at FROM probes WHERE key = ? AND measured_at >= ?'),
      put: database.prepare('INSERT OR REPLACE INTO probes (key, measured_at, cost) VALUES (?, ?, ?)'),
    }
  }

  /** The cost under a key, unless it was measured before a moment (ms since 1970). */
  get(key: string, since: number): (Cost & { measured_at: number }) | null {
    const row = this.statements.get.get(key, since)
    return row ? { ...(JSON.parse(String(row.cost)) as Cost), measured_at: Number(row.measured_at) } : null
  }

  put(key: string, cost: Cost, now: number): void {
    this.statements.put.run(key, now, JSON.stringify(cost))
  }
}
