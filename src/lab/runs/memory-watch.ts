import type { Queue } from '../../shared/queue'
import { say } from '../../texts/lab'
import { readMemory, type Memory } from '../memory/machine'

const MIB = 2 ** 20
/** Memory (bytes) that a further run must leave to what else runs here. */
const RESERVE = 200 * MIB
/** Below this (bytes, and share of all there is) the system may soon end a process: the larger of the two, but no more than the reserve. */
const WARN = { least: 64 * MIB, share: 0.03 }
/** So much more must be left again before a warning is taken back. */
const MARGIN = 1.5
/** Milliseconds between two looks while there is work. */
const INTERVAL = 5000

/** A run in training, or one that is to start. */
export interface MemoryUser {
  id: string
  title: string
  /** Bytes it takes at most, about. */
  need: number
}

export interface MemoryWatchOptions {
  read?: () => Memory | null
  interval?: number
  /** The runs in training with the bytes that each takes now. */
  training: () => (MemoryUser & { used: number })[]
  /** Told when what waits for memory may start. */
  onRoom: () => void
  /** Told when `said` has changed. */
  onChange: () => void
  /** Told an error of the others while it looked by itself: one of the store above all, which must not end the lab. */
  onFault: (error: unknown) => void
}

/** Watches the memory of the machine, or of the container: no further run starts where it would not fit, and low memory is said. */
export class MemoryWatch {
  private waiting: { user: MemoryUser; sentence: string } | null = null
  private warning: string | null = null
  /** Runs that were told to start all the same. */
  private readonly allowed = new Set<string>()
  private readonly timer: NodeJS.Timeout

  constructor(private readonly options: MemoryWatchOptions) {
    this.timer = setInterval(() => this.lookAgain(), options.interval ?? INTERVAL)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  /** What waits for memory and why, or that little is left, with what helps; null while all is well. */
  get said(): Queue['memory'] {
    const sentence = this.waiting?.sentence ?? this.warning
    return sentence === null ? null : { sentence, waits: this.waiting !== null }
  }

  /** Whether a run fits beside those in training; where not it waits, and why is said. */
  allows(user: MemoryUser): boolean {
    const sentence = this.shortage(user)
    this.waiting = sentence === null ? null : { user, sentence }
    return sentence === null
  }

  /** Nothing waits any more. */
  forget(): void {
    this.waiting = null
  }

  /** Lets what waits start, whatever is left. */
  overrule(): void {
    if (this.waiting !== null) this.allow([this.waiting.user.id])
  }

  /** Lets these runs start, now or when it is their turn, whatever is left. */
  allow(ids: readonly string[]): void {
    for (const id of ids) this.allowed.add(id)
    this.options.onRoom()
  }

  /** Looks at the memory anew. */
  look(): void {
    const before = this.said
    this.warning = this.low()
    if (this.waiting && this.shortage(this.waiting.user) === null) return this.options.onRoom()
    if (this.said?.sentence !== before?.sentence) this.options.onChange()
  }

  private lookAgain(): void {
    try {
      this.look()
    } catch (error) {
      this.options.onFault(error)
    }
  }

  private shortage(user: MemoryUser): string | null {
    const { read = readMemory, training } = this.options
    const memory = this.allowed.has(user.id) ? null : read()
    if (memory === null) return null
    const others = training()
    // What those in training have yet to take is theirs.
    const left = memory.available - others.reduce((sum, { need, used }) => sum + Math.max(0, need - used), 0)
    const alone = others.length === 0
    if (left >= user.need + (alone ? 0 : RESERVE)) return null
    return say.runs.memory.waits(
      user.title,
      mebibytes(user.need),
      mebibytes(Math.max(0, left)),
      mebibytes(memory.total),
      memory.limited,
      alone,
    )
  }

  private low(): string | null {
    const { read = readMemory, training } = this.options
    const users = training()
    const memory = users.length > 0 ? read() : null
    if (memory === null) return null
    const least = Math.min(RESERVE, Math.max(WARN.least, WARN.share * memory.total)) * (this.warning === null ? 1 : MARGIN)
    if (memory.available >= least) return null
    // Told in steps, so that the sentence does not change with every page.
    if (this.warning !== null) return this.warning
    const largest = users.reduce((most, user) => (user.used > most.used ? user : most))
    return say.runs.memory.low(mebibytes(memory.available), mebibytes(memory.total), memory.limited, largest.title, mebibytes(largest.used))
  }
}

const mebibytes = (bytes: number): number => Math.round(bytes / MIB)
