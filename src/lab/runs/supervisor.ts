import { mkdirSync } from 'node:fs'
import { LabError, type LabEvent } from '../../shared/contract'
import type { Run } from '../../shared/run'
import type { Home } from '../home'
import type { Store } from '../store/store'
import type { WorkerTask } from '../worker-protocol'
import { ActiveRun } from './active-run'
import { resumeSentence } from './end-sentence'
import { defaultMaxRuns, threadsFor } from './limits'
import { isAlive, pidOf } from './process-identity'

export interface SupervisorOptions {
  store: Store
  home: Home
  emit: (event: LabEvent) => void
  workerPath: string
  /** Identity of this process, by which the store knows whose a run is. */
  identity: string
  /** Runs in training at once; default: as limits.ts says. */
  maxRuns?: number
}

/** The queue of runs and the processes that train them. Every method that refuses says why in a sentence. */
export class Supervisor {
  private readonly waiting: string[] = []
  private readonly active = new Map<string, ActiveRun>()
  private readonly maxRuns: number
  private closing = false

  constructor(private readonly options: SupervisorOptions) {
    this.maxRuns = options.maxRuns ?? defaultMaxRuns()
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

  /** The stored run with its progress. */
  present(run: Run): Run {
    return this.active.get(run.id)?.present(run) ?? run
  }

  isActive(id: string): boolean {
    return this.active.has(id)
  }

  /** Queues runs whose rows say `queued`, and starts what there is room for. */
  enqueue(ids: readonly string[]): void {
    this.waiting.push(...ids)
    this.startWaiting()
  }

  pause(run: Run): void {
    this.refuseForeign(run)
    if (run.state === 'queued') {
      this.forget(run.id)
      return this.change(run.id, { state: 'paused', message: 'Paused before it began.' })
    }
    if (run.state !== 'running') throw refusal(run, 'only a queued or running run can be paused')
    this.active.get(run.id)?.command({ type: 'pause' })
  }

  resume(run: Run): void {
    this.refuseForeign(run)
    const active = this.active.get(run.id)
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
    this.change(run.id, { state: 'queued', message: null, ended_at: null, owner: this.options.identity })
    this.enqueue([run.id])
  }

  stop(run: Run): void {
    this.refuseForeign(run)
    const active = this.active.get(run.id)
    if (active && !active.leaving) return active.command({ type: 'stop' })
    if (run.state !== 'queued' && run.state !== 'paused') throw refusal(run, 'only a queued, running or paused run can be stopped')
    this.forget(run.id)
    const message = run.epoch > 0 ? `Stopped after epoch ${run.epoch}.` : 'Stopped before it began.'
    this.change(run.id, { state: 'stopped', message, ended_at: Date.now(), owner: null })
  }

  /** Takes a run off the queue before its row is deleted; refuses one that is being trained. */
  release(run: Run): void {
    this.refuseForeign(run)
    const active = this.active.get(run.id)
    if (active && !active.leaving) throw refusal(run, 'stop it before deleting it')
    this.forget(run.id)
  }

  /** Ends all workers; their runs, and those queued, become interrupted. */
  async close(): Promise<void> {
    this.closing = true
    this.waiting.length = 0
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
    while (!this.closing && this.training() < this.maxRuns) {
      // A run resumed while its old process is still going away waits for that.
      const index = this.waiting.findIndex((id) => !this.active.has(id))
      if (index < 0) return
      const [id] = this.waiting.splice(index, 1)
      this.start(id)
    }
  }

  private training(): number {
    return [...this.active.values()].filter((run) => !run.paused).length
  }

  private start(id: string): void {
    const run = this.options.store.runs.get(id)
    if (!run || run.state !== 'queued') return
    try {
      const active = this.spawn(run)
      this.active.set(id, active)
      void active.ended.then(() => {
        this.active.delete(id)
        this.startWaiting()
      })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.change(id, { state: 'failed', message: `The run could not be started: ${reason}.`, ended_at: Date.now(), owner: null })
    }
  }

  private spawn(run: Run): ActiveRun {
    const { store, home, emit, workerPath } = this.options
    const { id, config } = run
    const threads = store.runs.details(id).threads ?? threadsFor(Math.min(this.maxRuns, this.training() + this.waiting.length + 1))
    store.runs.update(id, { threads })
    const runDirectory = home.run(id)
    mkdirSync(runDirectory, { recursive: true })
    const task: WorkerTask = {
      kind: 'train',
      config,
      corpusDirectory: home.corpus(config.corpus),
      runDirectory,
      enginesDirectory: home.engines,
      threads,
      evaluate: ['test'],
    }
    return new ActiveRun({ store, emit, workerPath, run, task, onPaused: () => this.startWaiting() })
  }

  private forget(id: string): void {
    const index = this.waiting.indexOf(id)
    if (index >= 0) this.waiting.splice(index, 1)
  }

  private change(id: string, patch: Parameters<Store['runs']['update']>[1]): void {
    this.options.store.runs.update(id, patch)
    const run = this.options.store.runs.get(id)
    if (run) this.options.emit({ type: 'run', run: this.present(run) })
  }

  private refuseForeign(run: Run): void {
    const { owner } = this.options.store.runs.details(run.id)
    if (owner !== null && owner !== this.options.identity)
      throw refusal(run, `it belongs to another Plenum process (number ${pidOf(owner)}), which alone can change it`)
  }
}

/** How a sentence names a run. */
export const runTitle = (run: Pick<Run, 'number' | 'name'>): string => `Run #${run.number} (${run.name})`

const refusal = (run: Run, hint: string): LabError => new LabError('refused', `${runTitle(run)} is ${run.state}: ${hint}.`)
