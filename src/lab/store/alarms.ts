import type { DatabaseSync } from 'node:sqlite'
import type { Alarm } from '../../shared/health'

/** Alarms of the runs: one row an event. */
export class AlarmTable {
  private readonly statements

  constructor(database: DatabaseSync) {
    const select = `SELECT runs.id AS run, rule, alarms.epoch, alarms.step, seconds, title, cause, remedy, cleared_epoch, paused
      FROM alarms JOIN runs ON runs.number = alarms.run`
    const order = 'ORDER BY alarms.run, alarms.step, alarms.rowid'
    this.statements = {
      all: database.prepare(`${select} ${order}`),
      ofRun: database.prepare(`${select} WHERE runs.id = ? ${order}`),
      put: database.prepare(`INSERT INTO alarms (run, rule, epoch, step, seconds, title, cause, remedy, cleared_epoch, paused)
        SELECT number, :rule, :epoch, :step, :seconds, :title, :cause, :remedy, :cleared_epoch, :paused FROM runs WHERE id = :run`),
      clear: database.prepare(`UPDATE alarms SET cleared_epoch = :epoch
        WHERE run = (SELECT number FROM runs WHERE id = :run) AND rule = :rule AND cleared_epoch IS NULL`),
      withdraw: database.prepare('DELETE FROM alarms WHERE run = ? AND epoch > ?'),
      reopen: database.prepare('UPDATE alarms SET cleared_epoch = NULL WHERE run = ? AND cleared_epoch > ?'),
    }
  }

  /** Alarms of every run, by run id. */
  byRun(): Map<string, Alarm[]> {
    const map = new Map<string, Alarm[]>()
    for (const row of this.statements.all.all()) {
      const run = String(row.run)
      const present = map.get(run)
      if (present) present.push(toAlarm(row))
      else map.set(run, [toAlarm(row)])
    }
    return map
  }

  /** In the order in which they were raised. */
  ofRun(run: string): Alarm[] {
    return this.statements.ofRun.all(run).map(toAlarm)
  }

  put(run: string, alarm: Alarm): void {
    this.statements.put.run({ ...alarm, paused: Number(alarm.paused), run })
  }

  /** Marks the standing alarm of a rule as over after `epoch` finished epochs. */
  clear(run: string, rule: Alarm['rule'], epoch: number): void {
    this.statements.clear.run({ run, rule, epoch })
  }

  /** Forgets what came after `epoch` finished epochs, when a run goes on from there. */
  withdraw(number: number, epoch: number): void {
    this.statements.withdraw.run(number, epoch)
    this.statements.reopen.run(number, epoch)
  }
}

function toAlarm(row: Record<string, unknown>): Alarm {
  return {
    rule: row.rule as Alarm['rule'],
    epoch: Number(row.epoch),
    step: Number(row.step),
    seconds: Number(row.seconds),
    title: String(row.title),
    cause: String(row.cause),
    remedy: String(row.remedy),
    cleared_epoch: row.cleared_epoch === null ? null : Number(row.cleared_epoch),
    paused: Boolean(row.paused),
  }
}
