import { LabError, type LabEvent } from '../../shared/contract'
import type { Queue } from '../../shared/queue'
import type { Run } from '../../shared/run'
import { diskFault } from '../disk-fault'
import type { Home } from '../home'
import type { Store } from '../store/store'
import { say } from '../../texts/lab'
import type { ActiveRun } from './active-run'
import type { DiskWatchOptions } from './disk-watch'
import type { MemoryWatchOptions } from './memory-watch'
import { resumeSentence } from './end-sentence'
import { defaultMaxRuns } from './limits'
import { Owners } from './owners'
import { refusal } from './refusal'
import { checkResumable } from './resumable'
import { RunRecords } from './run-records'
import { TrainingRuns } from './training-runs'
import { WaitingRuns } from './waiting-runs'

export interface SupervisorOptions {
  store: Store
  home: Home
  emit: (event: LabEvent) => void
  workerPath: string
  /** Identity of this process, by which the store knows whose a run is. */
  identity: string
  /** Runs in training at once; default: as limits.ts says. */
  maxRuns?: number
  disk?: Pick<DiskWatchOptions, 'reserve' | 'interval'>
  memory?: Pick<MemoryWatchOptions, 'read' | 'interval'>
  listening?: number
}

/** What can be done with runs that wait or train. Every method that refuses says why in a sentence. */
export class Supervisor {
  /** Runs in training at once. */
  readonly places: number
  private readonly active = new Map<string, ActiveRun>()
  private readonly owners: Owners
  private readonly records: RunRecords
  private readonly waiting: WaitingRuns
  private readonly training: TrainingRuns

  constructor(private readonly options: SupervisorOptions) {
    const { home, store, emit, identity, workerPath, disk, memory, listening } = options
    const { active } = this
    this.places = options.maxRuns ?? defaultMaxRuns()
    this.owners = new Owners(store, identity)
    this.records = new RunRecords(store, active, emit)
    this.waiting = new WaitingRuns(store, identity)
    const { owners, records, waiting, places } = this
    const onChange = () => this.tellQueue()
    this.training = new TrainingRuns({
      store,
      home,
      emit,
      workerPath,
      disk,
      memory,
      listening,
      active,
      owners,
      records,
      waiting,
      places,
      onChange,
    })
  }

  /** Marks the runs that a process which is no more left queued, running or paused. Those of a living process are left alone. */
  async recover(): Promise<void> {
    for (const run of this.owners.others()) {
      const { id, epoch, owner, state } = run
      if (!(await this.owners.isAbandoned(run))) continue
      // Asked again after the wait: its owner may have ended it in order meanwhile, or another process found it too and took it on.
      this.options.store.transaction(() => {
        if (this.training.closing || !this.owners.isOf(id, owner)) return
        this.interrupt(id, epoch, state === 'queued' ? say.runs.endedBefore : say.runs.endedWhile)
      })
    }
  }

  /** The runs in training, without those that are paused, with the seconds that each has yet to take, where it knows. */
  inTraining(): { run: Run; left: number | null }[] {
    const active = [...this.active.values()].filter(({ paused, leaving }) => !paused && !leaving)
    return active.flatMap(({ id, progress }) => {
      const run = this.options.store.runs.get(id)
      return run ? [{ run, left: progress?.seconds_left ?? null }] : []
    })
  }

  /** The stored run with its progress. */
  present(run: Run): Run {
    return this.records.present(run)
  }

  isActive(id: string): boolean {
    return this.active.has(id)
  }

  /** The waiting runs in their order, and what holds them. */
  queue(): Queue {
    return { held: this.training.disk.held, memory: this.training.memory.said, waiting: this.waiting.ids() }
  }

  /** Looks again whether the data folder can be written; if so all goes on, also a run that waits for memory. */
  tryAgain(): Queue {
    if (this.training.disk.tryAgain()) this.training.memory.overrule()
    return this.queue()
  }

  /** Holds the queue for an error of the disk, as its sentence then says; false for any other error. */
  suspect(error: unknown): boolean {
    return this.training.disk.suspect(error)
  }

  /** Throws LabError `refused` where the data folder is not where it was; the queue is then held. */
  refuseGone(): void {
    if (this.training.disk.gone()) throw new LabError('refused', this.training.disk.look() ?? '')
  }

  /** Starts those of the waiting runs that there is room for, and tells the queue. Call after a run was queued. */
  advance(): void {
    this.training.advance()
  }

  /** Brings waiting runs into this order; those not named follow in theirs. */
  order(ids: readonly string[]): void {
    this.waiting.order(ids)
    this.tellQueue()
  }

  /**
   * Pauses a run; of a race all its members, since they would wait for it. One of another process is paused by that within a second or
   * two, and so with `resume`, `overrule` and `stop`.
   */
  pause(run: Run): void {
    if (run.state !== 'queued' && run.state !== 'running') throw refusal(run, say.runs.notPausable)
    if (this.owners.isForeign(run)) return this.owners.ask(run, 'pause')
    for (const member of this.owners.fellows(run, ['queued', 'running'])) {
      if (member.state === 'queued') this.records.change(member.id, { state: 'paused', message: say.runs.pausedBefore })
      else this.active.get(member.id)?.command({ type: 'pause' })
    }
    this.tellQueue()
  }

  /** Resolves once a run of another process was paused, resumed or stopped by that; throws LabError `refused` where it does not answer. */
  answered(run: Run): Promise<void> {
    return this.owners.answered(run)
  }

  /** Resumes a run; of a race all its members that were paused or interrupted. */
  resume(run: Run): void {
    if (run.state === 'paused' && this.owners.isForeign(run)) return this.owners.ask(run, 'resume')
    const fellows = this.owners.fellows(run, ['paused', 'interrupted']).filter(({ id }) => id !== run.id)
    this.resumeAlone(run)
    for (const member of fellows) this.resumeAlone(member)
  }

  private resumeAlone(run: Run): void {
    this.refuseForeign(run)
    const active = this.active.get(run.id)
    const { held } = this.training.disk
    if (active?.held && held !== null) throw new LabError('refused', held)
    if (active && run.state === 'paused') return active.command({ type: 'resume' })
    if (active && !active.leaving) throw refusal(run, say.runs.inTraining)
    checkResumable(this.options.home, run)
    this.enqueue(run)
  }

  /** Queues a run that rests; refuses where another process was faster. */
  enqueue(run: Run, config = run.config): void {
    const { store } = this.options
    store.transaction(() => {
      this.owners.claim(run)
      if (config !== run.config) store.runs.configure(run.id, config)
    })
    this.records.tell(run.id)
    this.advance()
  }

  /** Lets a queued run, with its race, start as soon as there is a place, though memory may not reach for it. */
  overrule(run: Run): void {
    if (run.state !== 'queued') throw refusal(run, say.runs.notWaiting)
    if (this.owners.isForeign(run)) return this.owners.ask(run, 'overrule')
    this.training.memory.allow(this.owners.fellows(run, ['queued']).map(({ id }) => id))
  }

  stop(run: Run): void {
    if (this.owners.isForeign(run)) return this.owners.ask(run, 'stop')
    const active = this.active.get(run.id)
    if (active && !active.leaving) return active.silent ? active.interrupt(say.runs.endedSilent) : active.command({ type: 'stop' })
    if (run.state !== 'queued' && run.state !== 'paused') throw refusal(run, say.runs.notStoppable)
    const message = run.epoch > 0 ? say.runs.stoppedAfter(run.epoch) : say.runs.stoppedBefore
    this.records.change(run.id, { state: 'stopped', message, ended_at: Date.now(), owner: null })
    this.tellQueue()
  }

  /** Takes a run off the queue before it is deleted; refuses one that is being trained. */
  release(run: Run): void {
    this.refuseForeign(run)
    const active = this.active.get(run.id)
    if (active && !active.leaving) throw refusal(run, say.runs.stopFirst)
    if (run.state === 'queued' || run.state === 'paused') this.stop(run)
  }

  /** Ends all workers; their runs, and those queued, become interrupted. */
  async close(): Promise<void> {
    this.training.close()
    try {
      for (const { id, epoch } of this.owners.own()) if (!this.active.has(id)) this.interrupt(id, epoch, say.runs.closedBefore)
    } catch (error) {
      // They stay as they are for the next lab to find, as after a kill.
      if (diskFault(error) === null) throw error
    } finally {
      await this.training.interrupt(say.runs.closedWhile)
    }
  }

  /** Does what other processes asked of our runs lately; what is no longer possible then is passed over. */
  grantWishes(): void {
    for (const { id, wish } of this.owners.asked()) {
      const run = this.options.store.runs.get(id)
      try {
        if (run) this[wish](run)
      } catch (error) {
        if (!(error instanceof LabError)) throw error
      }
    }
  }

  /** Throws LabError `refused` for a run that another process queues or trains. */
  refuseForeign(run: Run): void {
    this.owners.refuseForeign(run)
  }

  private interrupt(id: string, epoch: number, reason: string): void {
    const message = `${reason} ${resumeSentence(epoch)}`
    this.records.change(id, { state: 'interrupted', message, ended_at: Date.now(), owner: null, progress: null })
  }

  private tellQueue(): void {
    this.options.emit({ type: 'queue', queue: this.queue() })
  }
}
