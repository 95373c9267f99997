import { mkdirSync } from 'node:fs'
import { LabError, type LabEvent } from '../../shared/contract'
import type { Queue } from '../../shared/queue'
import type { Run } from '../../shared/run'
import type { Home } from '../home'
import type { Store } from '../store/store'
import type { Wish } from '../store/wishes'
import { checkpointState, sweepCheckpoints } from '../training/checkpoint-state'
import type { WorkerTask } from '../worker-protocol'
import { ActiveRun } from './active-run'
import { diskNeed } from './disk-need'
import { DiskWatch, type DiskWatchOptions } from './disk-watch'
import { resumeSentence } from './end-sentence'
import { defaultMaxRuns, threadsFor } from './limits'
import { isAlive, pidOf } from './process-identity'
import { Races } from './races'
import { runTitle } from './run-title'

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
}

/** The queue of runs and the processes that train them. Every method that refuses says why in a sentence. */
export class Supervisor {
  private readonly active = new Map<string, ActiveRun>()
  private readonly maxRuns: number
  private readonly races: Races
  /** Runs whose process is gone, but not all of what it said stored. */
  private readonly unsettled = new Set<ActiveRun>()
  private readonly disk: DiskWatch
  private closing = false

  constructor(private readonly options: SupervisorOptions) {
    const { home, store, disk } = options
    this.maxRuns = options.maxRuns ?? defaultMaxRuns()
    this.races = new Races(this.active, this.maxRuns)
    this.disk = new DiskWatch({
      ...disk,
      home,
      store,
      need: () => this.diskNeed(),
      onHold: () => this.holdAll(),
      onRelease: () => this.letGo(),
    })
  }

  /** Marks the runs that a process which is no more left queued, running or paused. Those of a living process are left alone. */
  async recover(): Promise<void> {
    const { store, identity } = this.options
    for (const { id, epoch, owner, state } of store.runs.owned()) {
      if (owner === identity || (owner !== null && (await isAlive(owner)))) continue
      // Asked again after the wait: its owner may have ended it in order meanwhile.
      if (this.closing || store.runs.details(id).owner !== owner) continue
      const reason = state === 'queued' ? 'Plenum ended before it began.' : 'Plenum ended while it was training.'
      this.change(id, { state: 'interrupted', message: `${reason} ${resumeSentence(epoch)}`, ended_at: Date.now(), owner: null })
    }
  }

  /** Runs in training at once. */
  get places(): number {
    return this.maxRuns
  }

  /** Whether any run trains. */
  get busy(): boolean {
    return [...this.active.values()].some(({ paused, leaving }) => !paused && !leaving)
  }

  /** The stored run with its progress. */
  present(run: Run): Run {
    return this.active.get(run.id)?.present(run) ?? run
  }

  isActive(id: string): boolean {
    return this.active.has(id)
  }

  /** The waiting runs in their order, and what holds them. */
  queue(): Queue {
    return { held: this.disk.held, waiting: this.waitingIds() }
  }

  /** Looks again whether the data folder can be written; if so all goes on. */
  tryAgain(): Queue {
    this.disk.tryAgain()
    return this.queue()
  }

  /** Holds the queue for an error of the disk, as its sentence then says; false for any other error. */
  suspect(error: unknown): boolean {
    return this.disk.suspect(error)
  }

  /** Starts those of the waiting runs that there is room for, and tells the queue. Call after a run was queued. */
  advance(): void {
    this.startWaiting()
    this.races.advance()
    this.tellQueue()
  }

  /** Brings waiting runs into this order; those not named follow in theirs. */
  order(ids: readonly string[]): void {
    const { store, identity } = this.options
    store.transaction(() => {
      const waiting = store.runs.waiting(identity)
      const named = [...new Set(ids)].filter((id) => waiting.includes(id))
      store.runs.order([...named, ...waiting.filter((id) => !named.includes(id))])
    })
    this.tellQueue()
  }

  /** Pauses a run; of a race all its members, since they would wait for it. */
  /** Pauses a run; one of another process is paused by that within a second or two, and so with `resume` and `stop`. */
  pause(run: Run): void {
    if (run.state !== 'queued' && run.state !== 'running') throw refusal(run, 'only a queued or running run can be paused')
    if (this.isForeign(run)) return this.wish(run, 'pause')
    for (const member of this.fellows(run, ['queued', 'running'])) {
      if (member.state === 'queued') this.change(member.id, { state: 'paused', message: 'Paused before it began.' })
      else this.active.get(member.id)?.command({ type: 'pause' })
    }
    this.tellQueue()
  }

  /** Resumes a run; of a race all its members that were paused or interrupted. */
  resume(run: Run): void {
    if (run.state === 'paused' && this.isForeign(run)) return this.wish(run, 'resume')
    const fellows = this.fellows(run, ['paused', 'interrupted']).filter(({ id }) => id !== run.id)
    this.resumeAlone(run)
    for (const member of fellows) this.resumeAlone(member)
  }

  private resumeAlone(run: Run): void {
    this.refuseForeign(run)
    const active = this.active.get(run.id)
    if (active?.held && this.disk.held !== null) throw new LabError('refused', this.disk.held)
    if (active && run.state === 'paused') return active.command({ type: 'resume' })
    if (active && !active.leaving) throw refusal(run, 'it is being trained already')
    const again =
      run.state === 'interrupted' || run.state === 'paused' || ((run.state === 'stopped' || run.state === 'failed') && run.epoch > 0)
    if (!again) {
      const hint =
        run.state === 'stopped' || run.state === 'failed'
          ? 'it has no checkpoint to resume from; start a new run'
          : run.state === 'diverged'
            ? 'its loss stopped being a number, and would again; start a new run with a smaller learning rate'
            : 'only an interrupted, paused, stopped or failed run can be resumed'
      throw refusal(run, hint)
    }
    // Without it training would begin anew and withdraw what was measured.
    if (run.epoch > 0 && checkpointState(this.options.home.run(run.id), 'last') === null)
      throw refusal(run, 'its last checkpoint is missing or cannot be read; duplicate it to train it anew')
    this.enqueue(run)
  }

  /** Queues a run that rests; refuses where another process was faster. */
  enqueue(run: Run, config = run.config): void {
    const { store, identity } = this.options
    store.transaction(() => {
      if (!store.runs.claim(run, identity)) throw refusal(run, 'another Plenum process has just taken it on')
      if (config !== run.config) store.runs.configure(run.id, config)
    })
    this.tell(run.id)
    this.advance()
  }

  stop(run: Run): void {
    if (this.isForeign(run)) return this.wish(run, 'stop')
    const active = this.active.get(run.id)
    if (active && !active.leaving) return active.command({ type: 'stop' })
    if (run.state !== 'queued' && run.state !== 'paused') throw refusal(run, 'only a queued, running or paused run can be stopped')
    const message = run.epoch > 0 ? `Stopped after epoch ${run.epoch}.` : 'Stopped before it began.'
    this.change(run.id, { state: 'stopped', message, ended_at: Date.now(), owner: null })
    this.tellQueue()
  }

  /** Takes a run off the queue before it is deleted; refuses one that is being trained. */
  release(run: Run): void {
    this.refuseForeign(run)
    const active = this.active.get(run.id)
    if (active && !active.leaving) throw refusal(run, 'stop it before deleting it')
    if (run.state === 'queued' || run.state === 'paused') this.stop(run)
  }

  /** Ends all workers; their runs, and those queued, become interrupted. */
  async close(): Promise<void> {
    this.closing = true
    this.disk.close()
    for (const { id, epoch, owner } of this.options.store.runs.owned()) {
      if (owner !== this.options.identity || this.active.has(id)) continue
      this.change(id, {
        state: 'interrupted',
        message: `Plenum was closed before its turn. ${resumeSentence(epoch)}`,
        ended_at: Date.now(),
        owner: null,
      })
    }
    for (const run of this.active.values()) run.interrupt('Plenum was closed while it was training.')
    await Promise.all([...this.active.values()].map((run) => run.ended))
  }

  private startWaiting(): void {
    if (this.closing) return
    // A run resumed while its old process is still going away waits for that.
    for (const id of this.waitingIds().filter((waiting) => !this.active.has(waiting))) {
      const full = this.training() >= this.maxRuns
      if (this.disk.held !== null || (full && this.races.none)) return
      // The members of a race start together, whatever the room: they take turns.
      const race = this.options.store.runs.get(id)?.config.race ?? null
      const joins = race !== null && this.races.has(race)
      if (!full || joins) this.start(id)
    }
  }

  private waitingIds(): string[] {
    return this.options.store.runs.waiting(this.options.identity)
  }

  private training(): number {
    return this.races.taken()
  }

  private start(id: string): void {
    const run = this.options.store.runs.get(id)
    if (!run || run.state !== 'queued' || !this.disk.allows()) return
    try {
      const active = this.spawn(run)
      this.active.set(id, active)
      this.races.join(active)
      void active.ended.then(() => this.settle(active)).catch((error: unknown) => this.report(error))
    } catch (error) {
      if (this.disk.suspect(error)) return
      const reason = error instanceof Error ? error.message : String(error)
      this.change(id, { state: 'failed', message: `The run could not be started: ${reason}.`, ended_at: Date.now(), owner: null })
    }
  }

  private spawn(run: Run): ActiveRun {
    const { store, home, emit, workerPath } = this.options
    const { id, config } = run
    const threads = store.runs.details(id).threads ?? threadsFor(Math.min(this.maxRuns, this.training() + this.waitingIds().length))
    store.runs.update(id, { threads })
    const runDirectory = home.run(id)
    mkdirSync(runDirectory, { recursive: true })
    sweepCheckpoints(runDirectory)
    const task: WorkerTask = {
      kind: 'train',
      config,
      corpusDirectory: home.corpus(config.corpus),
      runDirectory,
      enginesDirectory: home.engines,
      threads,
      evaluate: ['test'],
    }
    return new ActiveRun({
      store,
      emit,
      workerPath,
      run,
      task,
      onPaused: () => this.advance(),
      onAlarm: () => this.pauseAll(id),
      onMeet: (step) => this.races.meet(run.config.race, id, step),
      onFault: (error) => this.disk.suspect(error),
      onBlocked: (code) => void this.disk.suspect({ code }),
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
    this.active.delete(run.id)
    this.advance()
  }

  /** Runs of these states that go with a run: it alone, or the members of its race that are ours. */
  private fellows(run: Run, states: readonly Run['state'][]): Run[] {
    const { store, identity } = this.options
    const { race } = run.config
    if (race === null) return states.includes(run.state) ? [run] : []
    return store.runs.ofRace(race).filter(({ id, state }) => {
      const { owner } = store.runs.details(id)
      return states.includes(state) && (owner === null || owner === identity)
    })
  }

  /** Pauses a run in training for its alarm, and with it its race. */
  private pauseAll(id: string): void {
    const run = this.options.store.runs.get(id)
    for (const member of run ? this.fellows(run, ['running']) : []) this.active.get(member.id)?.command({ type: 'pause' })
  }

  private holdAll(): void {
    for (const run of this.active.values()) run.hold(this.disk.held ?? '')
    if (!this.closing) this.tellQueue()
  }

  private letGo(): void {
    // What cannot be stored after all holds the queue anew.
    for (const run of this.active.values()) if (this.disk.held === null) run.letGo()
    for (const run of [...this.unsettled]) this.settle(run)
    this.advance()
  }

  /** Bytes that the runs in training, and the next where there is room for it, may yet write; null where nothing trains or waits. */
  private diskNeed(): number | null {
    const next = this.training() < this.maxRuns ? this.waitingIds().slice(0, 1) : []
    const runs = [...this.active.keys(), ...next].map((id) => this.options.store.runs.get(id))
    if (runs.length === 0) return null
    return runs.reduce((sum, run) => sum + (run ? this.needOf(this.present(run)) : 0), 0)
  }

  private needOf({ config, epoch }: Run): number {
    const vocabulary = this.options.store.corpora.get(config.corpus)?.vocabulary_size ?? 0
    return diskNeed(config, vocabulary, epoch)
  }

  private report(error: unknown): void {
    if (!this.disk.suspect(error)) process.stderr.write(`The queue could not go on: ${String(error)}\n`)
  }

  private change(id: string, patch: Parameters<Store['runs']['update']>[1]): void {
    this.options.store.runs.update(id, patch)
    this.tell(id)
  }

  private tellQueue(): void {
    this.options.emit({ type: 'queue', queue: this.queue() })
  }

  private tell(id: string): void {
    const run = this.options.store.runs.get(id)
    if (run) this.options.emit({ type: 'run', run: this.present(run) })
  }

  /** Does what other processes asked of our runs lately; what is no longer possible then is passed over. */
  grantWishes(): void {
    const { store, identity } = this.options
    for (const { id, wish } of store.wishes.take(identity, Date.now() - WISH_LASTS)) {
      const run = store.runs.get(id)
      try {
        if (run) this[wish](run)
      } catch (error) {
        if (!(error instanceof LabError)) throw error
      }
    }
  }

  /** Throws LabError `refused` for a run that another process queues or trains. */
  refuseForeign(run: Run): void {
    const { owner } = this.options.store.runs.details(run.id)
    if (owner !== null && owner !== this.options.identity)
      throw refusal(run, `it belongs to another Plenum process (number ${pidOf(owner)}), which alone can change it`)
  }

  private isForeign(run: Run): boolean {
    const { owner } = this.options.store.runs.details(run.id)
    return owner !== null && owner !== this.options.identity
  }

  private wish(run: Run, wish: Wish): void {
    this.options.store.wishes.leave(run.id, wish, Date.now())
  }
}

/** Milliseconds after which a wish that nobody granted is forgotten: whoever left it has long looked again. */
const WISH_LASTS = 30_000

const refusal = (run: Run, hint: string): LabError => new LabError('refused', `${runTitle(run)} is ${run.state}: ${hint}.`)
