import type { LabEvent } from '../../shared/contract'
import type { Run, Series, SeriesId } from '../../shared/run'
import { SERIES_IDS } from '../../shared/run'
import { emptySeries } from '../../shared/series'
import { watchDivergence, watchEpoch } from '../health/watch'
import { memoryKills } from '../memory/machine'
import { finite, finiteValues } from '../store/finite'
import type { RunPatch } from '../store/runs'
import type { Store } from '../store/store'
import type { WorkerCommand, WorkerMessage, WorkerTask } from '../worker-protocol'
import { say } from '../../texts/lab'
import { ChildProgram } from './child-program'
import { endSentence, resumeSentence, type MemoryAtEnd } from './end-sentence'
import { Outbox } from './outbox'
import { Silence } from './silence'
import { Throttle } from './throttle'

/** At most so often (ms) are points stored and told, and progress told. */
const POINTS_INTERVAL = 100
const PROGRESS_INTERVAL = 250
/** A worker that has said its last word is given so long (ms) to exit. */
const EXIT_GRACE = 10_000
/** A worker that should speak and has not for so many minutes may hang; steps, validation and evaluation tell of themselves every second. */
const SILENT_MINUTES = 3

export interface ActiveRunOptions {
  store: Store
  emit: (event: LabEvent) => void
  workerPath: string
  task: WorkerTask
  run: Run
  /** Told when the run pauses: its place is free for another. */
  onPaused: () => void
  /** Told when an alarm asks for a pause. */
  onAlarm: () => void
  /** Told when it waits for the others of its race, after so many steps. */
  onMeet: (step: number) => void
  /** Told an error of the store; whether it is one of the disk, which will pass. What could not be stored then waits. */
  onFault: (error: unknown) => boolean
  /** Told that the worker could not write, with its error's code. */
  onBlocked: (code: string) => void
  /** Milliseconds between two looks whether its process still speaks; default: as silence.ts says. */
  listening?: number
}

/**
 * One run in training: its worker process, and what that says carried to the store and to the listeners. What the store holds and
 * what was told agree at every moment. Whatever becomes of the worker, the run leaves with a state and a sentence.
 */
export class ActiveRun {
  readonly id: string
  /** Settles when the worker is gone and the run's state is stored. */
  readonly ended: Promise<void>
  progress: Run['progress'] = { phase: 'starting', share: 0, seconds_left: null, throughput: null }
  /** Bytes that its process took when it last told. */
  memory = 0
  paused = false
  /** Paused by the disk, not by the user: goes on by itself when the queue does. */
  held = false
  private step: number
  private final = false
  /** Processes that the system had ended for want of memory when this one last told. */
  private kills = memoryKills()
  private pauseReason: string | null = null
  private endingReason: string | null = null
  private readonly number: number
  private readonly trainedBefore: boolean
  private readonly worker: ChildProgram<WorkerCommand, WorkerMessage>
  private readonly outbox: Outbox
  private readonly silence: Silence
  private readonly points = new Throttle(POINTS_INTERVAL, () => this.guard(() => this.store()))
  private readonly told = new Throttle(PROGRESS_INTERVAL, () => this.guard(() => this.tell()))

  constructor(private readonly options: ActiveRunOptions) {
    const { run, task, workerPath } = options
    this.id = run.id
    this.number = run.number
    this.step = run.step
    this.trainedBefore = run.started_at !== null
    this.outbox = new Outbox(options.store, run)
    this.outbox.change({ state: 'running', message: null, started_at: run.started_at ?? Date.now(), ended_at: null })
    this.outbox.flush()
    const onSilent = () => this.guard(() => this.keep({ message: say.runs.silent(SILENT_MINUTES) }))
    this.silence = new Silence(SILENT_MINUTES, onSilent, options.listening)
    this.worker = new ChildProgram(workerPath, (message) => this.guard(() => this.receive(message)))
    this.worker.send({ type: 'task', run: run.id, task })
    this.ended = this.finish()
    this.told.request()
  }

  /** Id of its race, or null. */
  get race(): string | null {
    return this.options.run.config.race
  }

  /** Whether the run has ended and only its process is still going away. */
  get leaving(): boolean {
    return this.final
  }

  /** Whether its process should speak and has not for a while. */
  get silent(): boolean {
    return this.silence.told
  }

  /** Whether something of it has yet to be stored. */
  get unsaved(): boolean {
    return !this.outbox.empty
  }

  /** The stored run with what only the supervisor knows. */
  present(stored: Run): Run {
    const run = this.outbox.present(stored)
    return {
      ...run,
      step: Math.max(run.step, this.step),
      progress: run.state === 'running' || run.state === 'paused' ? this.progress : null,
    }
  }

  command(command: WorkerCommand): void {
    if (command.type === 'go' || command.type === 'resume') this.silence.listen()
    this.worker.send(command)
  }

  /** Pauses for the disk, with the reason. */
  hold(reason: string): void {
    if (this.final) return
    this.pauseReason = reason
    if (this.paused) return
    this.held = true
    this.command({ type: 'pause' })
  }

  /** Stores what waits, and goes on if it was the disk that it paused for. */
  letGo(): void {
    this.guard(() => this.store())
    this.pauseReason = null
    if (!this.held || this.unsaved) return
    this.held = false
    // Its place is taken again from here on, not only once the worker answers.
    this.paused = false
    this.command({ type: 'resume' })
  }

  /** Kills the worker; the run becomes interrupted with this reason. */
  interrupt(reason: string): void {
    this.endingReason ??= reason
    this.worker.kill()
  }

  private receive(message: WorkerMessage): void {
    if (this.final) return
    this.hear(message)
    switch (message.type) {
      case 'begin':
        return this.begin(message)
      case 'progress':
        this.progress = {
          phase: message.phase,
          share: Math.min(1, Math.max(0, finite(message.share) ?? 0)),
          seconds_left: finite(message.seconds_left),
          throughput: message.throughput,
        }
        this.memory = message.memory
        this.kills = memoryKills()
        this.step = message.step
        return this.told.request()
      case 'points':
        this.collect(message.series, message.points)
        return this.points.request()
      case 'epoch':
        return this.finishEpoch(message)
      case 'meet':
        return this.options.onMeet(message.step)
      case 'paused':
        this.paused = true
        if (message.fault !== undefined) {
          this.held = true
          this.options.onBlocked(message.fault)
        }
        this.keep({ state: 'paused', message: this.held ? this.pauseReason : null })
        return this.options.onPaused()
      case 'resumed':
        this.paused = false
        return this.keep({ state: 'running', message: null })
      case 'evaluated':
        this.outbox.addEvaluation({ ...message.evaluation, run: this.id, created_at: Date.now() })
        return this.keep({})
      case 'done':
        return this.leave({ state: message.stopped ? 'stopped' : 'finished', message: message.message })
      case 'failed':
        return this.fail(message)
    }
  }

  /** One that pauses or waits for its race has nothing to say. */
  private hear({ type }: WorkerMessage): void {
    if (type === 'paused' || type === 'meet') this.silence.end()
    else if (this.silence.listen()) this.outbox.change({ message: null })
  }

  private finishEpoch({ epoch, step, best_epoch, latest }: Extract<WorkerMessage, { type: 'epoch' }>): void {
    const { store, run, onAlarm } = this.options
    this.step = step
    let alarmed = false
    this.outbox.change({ epoch, step, best_epoch, latest: finiteValues(latest) })
    try {
      this.store()
      alarmed = watchEpoch(store, run, epoch)
    } finally {
      this.tell()
    }
    if (alarmed) onAlarm()
  }

  private fail({ message, diverged }: Extract<WorkerMessage, { type: 'failed' }>): void {
    const { store } = this.options
    const run = store.runs.get(this.id)
    if (diverged && run) watchDivergence(store, run, this.step, message)
    this.leave({ state: diverged ? 'diverged' : 'failed', message })
  }

  /** Training begins at `step`: what was measured later, before an interruption, is withdrawn. */
  private begin({ epoch, step, engine_note, best_epoch, seconds, latest }: Extract<WorkerMessage, { type: 'begin' }>): void {
    this.step = step
    const restartAt = step === 0 ? 0 : step + 1
    this.outbox.restart(restartAt)
    this.outbox.change({ epoch, step, engine_note, best_epoch, latest: finiteValues(latest) })
    if (this.trainedBefore) {
      for (const series of SERIES_IDS)
        this.options.emit({ type: 'points', id: this.id, series, restart_at: restartAt, points: emptySeries() })
    }
    // An epoch whose checkpoint was kept, but whose figures the lab could not store any more.
    if (step > this.options.store.points.lastStep(this.number, 'valid') && epoch > 0) {
      const values = Object.fromEntries(Object.entries(latest).map(([id, value]) => [id, [value ?? null]]))
      this.collect('valid', { step: [step], epoch: [epoch], seconds: [seconds], values })
    }
    this.store()
    this.options.store.alarms.withdraw(this.number, epoch)
    this.tell()
  }

  private collect(series: SeriesId, points: Series): void {
    const values = Object.entries(points.values).map(([id, column]) => [id, column?.map(finite)])
    this.outbox.addPoints(series, { ...points, values: Object.fromEntries(values) as Series['values'] })
  }

  /** Stores what waits, then tells the points among it. */
  private store(): void {
    for (const [series, points] of this.outbox.flush()) this.options.emit({ type: 'points', id: this.id, series, restart_at: null, points })
  }

  /** Stores the points so far together with a change of the run, then tells both; told it is also where it has to wait for the disk. */
  private keep(patch: RunPatch): void {
    this.outbox.change(patch)
    try {
      this.store()
    } finally {
      this.tell()
    }
  }

  private leave(patch: RunPatch): void {
    this.final = true
    this.points.cancel()
    this.keep({ ...patch, ended_at: Date.now(), owner: null })
    setTimeout(() => this.worker.kill(), EXIT_GRACE).unref()
  }

  private tell(): void {
    this.told.settle()
    const run = this.options.store.runs.get(this.id)
    if (run) this.options.emit({ type: 'run', run: this.present(run) })
  }

  private async finish(): Promise<void> {
    const end = await this.worker.ended
    this.silence.end()
    this.told.cancel()
    this.points.cancel()
    if (this.final) return
    const reason = this.endingReason ?? endSentence(say.runs.processes.training, end, this.memoryAtEnd())
    this.guard(() => {
      const run = this.options.store.runs.get(this.id)
      const epoch = run ? this.outbox.present(run).epoch : 0
      this.leave({ state: 'interrupted', message: `${reason} ${resumeSentence(epoch)}` })
    })
  }

  /** What is known of memory now that the process is gone. */
  private memoryAtEnd(): MemoryAtEnd {
    const kills = memoryKills()
    return { used: this.memory || null, ranOut: kills === null || this.kills === null ? null : kills > this.kills }
  }

  /** A fault of the store ends at most this run, never the lab; one of the disk only holds it. */
  private guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      if (this.options.onFault(error)) return
      const reason = error instanceof Error ? error.message : String(error)
      process.stderr.write(`Run ${this.id}: what its worker said could not be stored: ${reason}\n`)
      this.interrupt(say.runs.notStored(reason))
    }
  }
}
