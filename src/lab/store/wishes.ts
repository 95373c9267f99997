import type { DatabaseSync } from 'node:sqlite'

/** What one process can ask another to do with a run of its. */
export type Wish = 'pause' | 'resume' | 'stop' | 'overrule'

/** Wishes of one process to another, which alone may change the runs it queues or trains: left here, taken by the run's owner. */
export class WishTable {
  private readonly statements

  constructor(database: DatabaseSync) {
    this.statements = {
      leave: database.prepare('INSERT INTO wishes (run, wish, left_at) SELECT number, ?, ? FROM runs WHERE id = ?'),
      take: database.prepare(
        'DELETE FROM wishes WHERE run IN (SELECT number FROM runs WHERE owner = ?) RETURNING rowid AS place, wish, left_at, (SELECT id FROM runs WHERE number = run) AS id',
      ),
      about: database.prepare('SELECT 1 FROM wishes WHERE run = (SELECT number FROM runs WHERE id = ?) LIMIT 1'),
      withdraw: database.prepare('DELETE FROM wishes WHERE run = (SELECT number FROM runs WHERE id = ?)'),
      any: database.prepare('SELECT 1 FROM wishes LIMIT 1'),
    }
  }

  leave(run: string, wish: Wish, now: number): void {
    this.statements.leave.run(wish, now, run)
  }

  /** Whether a wish about a run has not been taken yet. */
  waits(run: string): boolean {
    return this.statements.about.get(run) !== undefined
  }

  withdraw(run: string): void {
    this.statements.withdraw.run(run)
  }

  /** Takes the wishes about an owner's runs that were left since a moment, in their order; older ones are dropped. */
  take(owner: string, since: number): { id: string; wish: Wish }[] {
    if (!this.statements.any.get()) return []
    return this.statements.take
      .all(owner)
      .filter((row) => Number(row.left_at) >= since)
      .sort((a, b) => Number(a.place) - Number(b.place))
      .map((row) => ({ id: String(row.id), wish: row.wish as Wish }))
  }
}
