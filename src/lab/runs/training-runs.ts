import type { LabEvent } from '../../shared/contract'
import type { Run } from '../../shared/run'
import type { Home } from '../home'
import type { Store } from '../store/store'
import { say } from '../../texts/lab'
import { ActiveRun } from './active-run'
import { diskNeed } from './disk-need'
import { DiskWatch, type DiskWatchOptions } from './disk-watch'
import { threadsFor } from './limits'
import { memoryNeed } from './memory-need'
import { MemoryWatch, type MemoryUser, type MemoryWatchOptions } from './memory-watch'
import type { Owners } from './owners'
import { Races } from './races'
import type { RunRecords } from './run-records'
import { runTitle } from './run-title'
import { trainTask } from './train-task'
import type { WaitingRuns } from './waiting-runs'

export interface TrainingRunsOptions {
  store: Store
  home: Home
  emit: (event: LabEvent) => void
  workerPath: string
  /** Runs in training at once. */
  places: number
  disk?: Pick<DiskWatchOptions, 'reserve' | 'interval'>
  memory?: Pick<MemoryWatchOptions, 'read' | 'interval'>
  listening?: number
  /** The runs in training, by id: filled here, read by all. */
  active: Map<string, ActiveRun>
  owners: Owners
  records: RunRecords
  waiting: WaitingRuns
  /** Told when a run began or left, or the queue was held or let go. */
  onChange: () => void
}

/** Gives the places for training to the waiting runs as far as memory reaches, and holds all of them while the disk cannot be written. */
export class TrainingRuns {
  readonly disk: DiskWatch
  readonly memory: MemoryWatch
  /** Set by `close`: nothing starts any more. */
  closing = false
  private readonly races: Races
  /** Runs whose process is gone, but not all of what it said stored. */
  private readonly unsettled = new Set<ActiveRun>()
  /** Bytes that a run takes, by its id: asked of the store once. */
  private readonly needs = new Map<string, number>()

  constructor(private readonly options: TrainingRunsOptions) {
    const { home, store, disk, memory, active, places } = options
    this.races = new Races(active, places)
    this.disk = new DiskWatch({
      ...disk,
      home,
      store,
      need: () => this.diskNeed(),
      onHold: () => this.holdAll(),
      onRelease: () => this.letGo(),
    })
    this.memory = new MemoryWatch({
      ...memory,
      training: () => this.inMemory(),
      onRoom: () => this.advance(),
      onChange: () => this.options.onChange(),
      onFault: (error) => {
        if (!this.disk.suspect(error)) process.stderr.write(`The memory could not be looked at: ${String(error)}\n`)
      },
    })
  }

  /** Starts those of the waiting runs that there is room for, and lets racing ones go on. */
  advance(): void {
    this.startWaiting()
    this.races.advance()
    this.options.onChange()
  }

  /** Nothing starts from now on. */
  close(): void {
    this.closing = true
    this.disk.close()
    this.memory.close()
  }

  /** Ends the workers; resolves when all are gone. */
  async interrupt(reason: string): Promise<void> {
    const runs = [...this.options.active.values()]
    for (const run of runs) run.interrupt(reason)
    await Promise.all(runs.map((run) => run.ended))
  }

  private startWaiting(): void {
    if (this.closing) return
    const { active, places, store, waiting } = this.options
    this.memory.forget()
    let short = false
    // A run resumed while its old process is still going away waits for that.
    for (const id of waiting.ids().filter((next) => !active.has(next))) {
      const full = this.races.taken() >= places
      if (this.disk.held !== null || (full && this.races.none)) return
      // The members of a race start together, whatever the room: they take turns.
      const race = store.runs.get(id)?.config.race ?? null
      const joins = race !== null && this.races.has(race)
      if (joins) this.start(id)
      else if (full || short) continue
      else if (this.memory.allows(this.memoryUser(id))) this.start(id)
      else short = true
    }
  }

  private start(id: string): void {
    const { store, active: all, records } = this.options
    const run = store.runs.get(id)
    if (!run || run.state !== 'queued' || !this.disk.allows()) return
    try {
      const active = this.spawn(run)
      all.set(id, active)
      this.races.join(active)
      void active.ended.then(() => this.settle(active)).catch((error: unknown) => this.report(error))
    } catch (error) {
      if (this.disk.suspect(error)) return
      const reason = error instanceof Error ? error.message : String(error)
      records.change(id, { state: 'failed', message: say.runs.notStarted(reason), ended_at: Date.now(), owner: null })
    }
  }

  private spawn(run: Run): ActiveRun {
    const { store, home, emit, workerPath, places, waiting, listening } = this.options
    const threads = store.runs.details(run.id).threads ?? threadsFor(Math.min(places, this.races.taken() + waiting.ids().length))
    store.runs.update(run.id, { threads })
    return new ActiveRun({
      store,
      emit,
      workerPath,
      listening,
      run,
      task: trainTask(home, run, threads),
      onPaused: () => this.advance(),
      onAlarm: () => this.pauseAll(run.id),
      onMeet: (step) => this.races.meet(run.config.race, run.id, step),
      onFault: (error) => this.disk.suspect(error),
      onBlocked: (code) => {
        if (!this.disk.suspect({ code })) this.options.active.get(run.id)?.interrupt(say.runs.folderGone)
      },
    })
  }

  /** A run whose process is gone leaves, once all of it is stored. */
  private settle(run: ActiveRun): void {
    this.races.leave(run)
    if (this.closing) return
    if (run.unsaved) {
      this.unsettled.add(run)
      return
    }
    this.unsettled.delete(run)
    this.options.active.delete(run.id)
    this.advance()
  }

  /** Pauses a run in training for its alarm, and with it its race. */
  private pauseAll(id: string): void {
    const { store, owners, active } = this.options
    const run = store.runs.get(id)
    for (const member of run ? owners.fellows(run, ['running']) : []) active.get(member.id)?.command({ type: 'pause' })
  }

  private holdAll(): void {
    for (const run of this.options.active.values()) run.hold(this.disk.held ?? '')
    if (!this.closing) this.options.onChange()
  }

  private letGo(): void {
    // What cannot be stored after all holds the queue anew.
    for (const run of this.options.active.values()) if (this.disk.held === null) run.letGo()
    for (const run of [...this.unsettled]) this.settle(run)
    this.advance()
  }

  /** Bytes that the runs in training, and the next where there is room for it, may yet write; null where nothing trains or waits. */
  private diskNeed(): number | null {
    const { store, active, places, records, waiting } = this.options
    const next = this.races.taken() < places ? waiting.ids().slice(0, 1) : []
    const runs = [...active.keys(), ...next].map((id) => store.runs.get(id))
    if (runs.length === 0) return null
    return runs.reduce((sum, run) => sum + (run ? this.needOf(records.present(run)) : 0), 0)
  }

  /** A run, or the race that starts with it, as a user of memory. */
  private memoryUser(id: string): MemoryUser {
    const { store, waiting } = this.options
    const race = store.runs.get(id)?.config.race ?? null
    const starting = race === null ? [id] : waiting.ids().filter((other) => store.runs.get(other)?.config.race === race)
    return { id, title: this.titleOf(id), need: starting.reduce((sum, other) => sum + this.memoryOf(other), 0) }
  }

  private inMemory(): (MemoryUser & { used: number })[] {
    const runs = [...this.options.active.values()].filter(({ leaving }) => !leaving)
    return runs.map(({ id, memory }) => ({ id, title: this.titleOf(id), need: this.memoryOf(id), used: memory }))
  }

  private memoryOf(id: string): number {
    const run = this.needs.has(id) ? null : this.options.store.runs.get(id)
    if (run) this.needs.set(id, memoryNeed(this.options.store, run.config))
    return this.needs.get(id) ?? 0
  }

  private titleOf(id: string): string {
    const run = this.options.store.runs.get(id)
    return run ? runTitle(run) : ''
  }

  private needOf({ config, epoch }: Run): number {
    const vocabulary = this.options.store.corpora.get(config.corpus)?.vocabulary_size ?? 0
    return diskNeed(config, vocabulary, epoch)
  }

  private report(error: unknown): void {
    if (!this.disk.suspect(error)) process.stderr.write(`The queue could not go on: ${String(error)}\n`)
  }
}
