import { LabError, type LabEvent } from '../../shared/contract'
import { BIN_DAYS } from '../../shared/queue'
import type { Run } from '../../shared/run'
import { discard } from '../discard'
import type { Home } from '../home'
import type { Store } from '../store/store'
import { say } from '../../texts/lab'
import { runTitle } from './run-title'
import { parseLooks, steadyTime } from './steady-time'
import type { Supervisor } from './supervisor'
import type { Tasks } from './tasks'

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR
/** Name under which the store keeps when it was looked at. */
const LOOKS = 'looks'

export interface BinOptions {
  store: Store
  home: Home
  emit: (event: LabEvent) => void
  supervisor: Supervisor
  tasks: Tasks
}

/** Deleted runs: their rows and files rest for BIN_DAYS, then they go. */
export class Bin {
  private readonly timer: NodeJS.Timeout

  constructor(private readonly options: BinOptions) {
    this.timer = setInterval(() => void this.purge().catch(report), DAY)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  /** Throws LabError `refused` for a run in training. */
  async put(run: Run): Promise<void> {
    const { store, supervisor, tasks, emit } = this.options
    supervisor.release(run)
    // Never before what the run has behind it: a clock that was wrong for a while must not empty the bin once it is right.
    if (!store.runs.discard(run.id, Math.max(Date.now(), run.created_at, run.ended_at ?? 0))) throw taken(run)
    emit({ type: 'run.removed', id: run.id })
    await tasks.end(run.id)
  }

  /** Throws LabError `refused` for a run that is not in the bin. */
  restore(run: Run): Run {
    const { store, emit } = this.options
    const restored = store.runs.restore(run.id) ? store.runs.get(run.id) : null
    if (!restored) throw new LabError('refused', say.runs.notInBin(runTitle(run)))
    emit({ type: 'run', run: restored })
    return restored
  }

  /** Deletes a run for good, from the bin or outside of it. */
  async erase(run: Run): Promise<void> {
    if (run.deleted_at === null) await this.put(run)
    if (!(await this.remove(run.id))) throw taken(run)
  }

  /** Deletes what has rested long enough. */
  async purge(now = Date.now()): Promise<void> {
    const steady = this.steadyTime(now)
    for (const id of this.options.store.runs.expired(steady - BIN_DAYS * DAY)) await this.remove(id)
  }

  private steadyTime(now: number): number {
    const { store } = this.options
    const before = parseLooks(store.facts.get(LOOKS))
    const looks = steadyTime(before, now)
    // Not with every command that opens the store: it is a write.
    if (before?.doubted !== looks.doubted || Math.abs(looks.steady - before.steady) >= HOUR) store.facts.set(LOOKS, JSON.stringify(looks))
    return looks.steady
  }

  private remove(id: string): Promise<boolean> {
    const { store, home } = this.options
    return discard(store, home.runs, id, () => store.runs.remove(id))
  }
}

const taken = (run: Run): LabError => new LabError('refused', say.runs.changedElsewhere(runTitle(run)))

const report = (error: unknown): void =>
  void process.stderr.write(`The bin could not be emptied: ${error instanceof Error ? error.message : String(error)}\n`)
