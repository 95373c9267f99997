import { diskFault, isMissing } from '../disk-fault'
import type { TrainingControl } from '../training/trainer'
import type { WorkerCommand, WorkerMessage } from '../worker-protocol'
import { say } from '../../texts/lab'

/** Cancelled by the lab. */
class CancelledError extends Error {}

/** Pause, resume, stop and cancel as they come in over the channel, and the meetings of a race. */
export class Control implements TrainingControl {
  private ended = false
  private cancelled = false
  private paused: PromiseWithResolvers<void> | null = null
  private meeting: PromiseWithResolvers<void> | null = null
  /** Whether the lab was told of a pause that has not ended. */
  private told = false

  constructor(private readonly send: (message: WorkerMessage) => void) {}

  receive(command: WorkerCommand): void {
    if (command.type === 'pause') this.paused ??= Promise.withResolvers()
    if (command.type === 'stop') this.ended = true
    if (command.type === 'cancel') this.cancelled = this.ended = true
    if (command.type === 'go' || this.ended) this.meeting?.resolve()
    if (command.type === 'resume' || this.ended) {
      this.paused?.resolve()
      this.paused = null
    }
    // At a meeting no gate is passed that would tell.
    if (this.meeting) this.tell()
  }

  async gate(): Promise<void> {
    this.tell()
    if (!this.paused) return
    await this.paused.promise
    this.tell()
  }

  async meet(step: number): Promise<void> {
    if (this.ended && step !== Infinity) return
    this.meeting = Promise.withResolvers()
    this.send({ type: 'meet', step })
    // A pause that came during the last step: until all have met no gate is passed that would tell.
    this.tell()
    await this.meeting.promise
    this.meeting = null
  }

  async keep(write: () => void): Promise<boolean> {
    for (;;) {
      try {
        write()
        return true
      } catch (error) {
        if (diskFault(error) === null && !isMissing(error)) throw error
        if (this.ended) return false
        this.paused ??= Promise.withResolvers()
        this.told = true
        this.send({ type: 'paused', fault: (error as NodeJS.ErrnoException).code })
        await this.paused.promise
        if (this.ended) return false
        this.tell()
      }
    }
  }

  stopped(): boolean {
    return this.ended
  }

  /** Throws once cancelled. */
  check(): void {
    if (this.cancelled) throw new CancelledError(say.requests.cancelled)
  }

  private tell(): void {
    const paused = this.paused !== null
    if (paused === this.told) return
    this.told = paused
    this.send({ type: paused ? 'paused' : 'resumed' })
  }
}
