import type { LabEvent } from '../../shared/contract'
import type { Run } from '../../shared/run'
import { memoryKills } from '../memory/machine'
import type { RunPatch } from '../store/runs'
import type { Store } from '../store/store'
import type { WorkerCommand, WorkerMessage, WorkerTask } from '../worker-protocol'
import { say } from '../../texts/lab'
import { ChildProgram } from './child-program'
import { endSentence, resumeSentence, type MemoryAtEnd } from './end-sentence'
import { RunAccount } from './run-account'
import { Silence } from './silence'

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
 * One run in training: its worker process, what it is told and what it says. Whatever becomes of the worker, the run leaves with a
 * state and a sentence.
 */
export class ActiveRun {
  readonly id: string
  /** Settles when the worker is gone and the run's state is stored. */
  readonly ended: Promise<void>
  /** Bytes that its process took when it last told. */
  memory = 0
  paused = false
  /** Paused by the disk, not by the user: goes on by itself when the queue does. */
  held = false
  private final = false
  /** Processes that the system had ended for want of memory when this one last told. */
  private kills = memoryKills()
  private pauseReason: string | null = null
  private endingReason: string | null = null
  private readonly account: RunAccount
  private readonly worker: ChildProgram<WorkerCommand, WorkerMessage>
  private readonly silence: Silence

  constructor(private readonly options: ActiveRunOptions) {
    const { store, emit, run, task, workerPath, listening } = options
    this.id = run.id
    this.account = new RunAccount({ store, run, emit, guard: (work) => this.guard(work) })
    const onSilent = () => this.guard(() => this.account.keep({ message: say.runs.silent(SILENT_MINUTES) }))
    this.silence = new Silence(SILENT_MINUTES, onSilent, listening)
    this.worker = new ChildProgram(workerPath, (message) => this.guard(() => this.receive(message)))
    this.worker.send({ type: 'task', run: run.id, task })
    this.ended = this.finish()
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
    return this.account.unsaved
  }

  get progress(): Run['progress'] {
    return this.account.progress
  }

  /** The stored run with what only the supervisor knows. */
  present(stored: Run): Run {
    return this.account.present(stored)
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
    this.guard(() => this.account.store())
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
    const { account } = this
    this.hear(message)
    switch (message.type) {
      case 'begin':
        return account.begin(message)
      case 'progress':
        this.memory = message.memory
        this.kills = memoryKills()
        return account.proceed(message)
      case 'points':
        return account.measure(message)
      case 'epoch':
        if (account.finishEpoch(message)) this.options.onAlarm()
        return
      case 'meet':
        return this.options.onMeet(message.step)
      case 'paused':
        return this.pause(message.fault)
      case 'resumed':
        this.paused = false
        return account.keep({ state: 'running', message: null })
      case 'evaluated':
        return account.evaluate(message.evaluation)
      case 'done':
        return this.leave({ state: message.stopped ? 'stopped' : 'finished', message: message.message })
      case 'failed':
        return this.fail(message)
    }
  }

  /** One that pauses or waits for its race has nothing to say. */
  private hear({ type }: WorkerMessage): void {
    if (type === 'paused' || type === 'meet') this.silence.end()
    else if (this.silence.listen()) this.account.note({ message: null })
  }

  /** It has paused: as told, or because it could not write, with that error's code. */
  private pause(fault: string | undefined): void {
    this.paused = true
    if (fault !== undefined) {
      this.held = true
      this.options.onBlocked(fault)
    }
    this.account.keep({ state: 'paused', message: this.held ? this.pauseReason : null })
    this.options.onPaused()
  }

  /** It has failed or diverged, also where the alarm of that finds no room in the store. */
  private fail({ message, diverged }: Extract<WorkerMessage, { type: 'failed' }>): void {
    try {
      if (diverged) this.account.diverge(message)
    } finally {
      this.leave({ state: diverged ? 'diverged' : 'failed', message })
    }
  }

  private leave(patch: RunPatch): void {
    this.final = true
    this.account.close(patch)
    setTimeout(() => this.worker.kill(), EXIT_GRACE).unref()
  }

  private async finish(): Promise<void> {
    const end = await this.worker.ended
    this.silence.end()
    if (this.final) return
    const reason = this.endingReason ?? endSentence(say.runs.processes.training, end, this.memoryAtEnd())
    this.guard(() => this.leave({ state: 'interrupted', message: `${reason} ${resumeSentence(this.account.epochs)}` }))
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
