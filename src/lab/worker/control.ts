import { diskFault } from '../disk-fault'
import type { TrainingControl } from '../training/trainer'
import type { WorkerCommand, WorkerMessage } from '../worker-protocol'

/** Cancelled by the lab. */
export class CancelledError extends Error {}

/** Pause, resume, stop and cancel as they come in over the channel. */
export class Control implements TrainingControl {
  private ended = false
  private cancelled = false
  private paused: PromiseWithResolvers<void> | null = null

  constructor(private readonly send: (message: WorkerMessage) => void) {}

  receive(command: WorkerCommand): void {
    if (command.type === 'pause') this.paused ??= Promise.withResolvers()
    if (command.type === 'stop') this.ended = true
    if (command.type === 'cancel') this.cancelled = this.ended = true
    if (command.type !== 'pause' && this.paused) {
      this.paused.resolve()
      this.paused = null
    }
  }

  async gate(): Promise<void> {
    if (!this.paused) return
    this.send({ type: 'paused' })
    await this.paused.promise
    this.send({ type: 'resumed' })
  }

  async keep(write: () => void): Promise<boolean> {
    for (;;) {
      try {
        write()
        return true
      } catch (error) {
        if (diskFault(error) === null) throw error
        if (this.ended) return false
        this.paused ??= Promise.withResolvers()
        this.send({ type: 'paused', fault: (error as NodeJS.ErrnoException).code })
        await this.paused.promise
        if (this.ended) return false
        this.send({ type: 'resumed' })
      }
    }
  }

  stopped(): boolean {
    return this.ended
  }

  /** Throws once cancelled. */
  check(): void {
    if (this.cancelled) throw new CancelledError('Cancelled.')
  }
}
