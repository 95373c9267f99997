import { closeSync, fsyncSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { diskFault, faultSentence, isMissing, type DiskFault } from '../disk-fault'
import type { Home } from '../home'
import { markDamaged } from '../store/lost-store'
import type { Store } from '../store/store'
import { say } from '../../texts/lab'

const MIB = 2 ** 20
/** Free space (bytes) left untouched beside what the runs need: for the store, its log and pictures. */
const DISK_RESERVE = 64 * MIB
/** Milliseconds between two looks at the disk while there is work. */
const INTERVAL = 5000
/** Free space must come back by so much more than is needed, that the queue does not go to and fro. */
const MARGIN = 1.1

export interface DiskWatchOptions {
  home: Home
  store: Store
  reserve?: number
  interval?: number
  /** Bytes that the runs in training, and the next to start, may yet write; null where there is nothing to watch over. */
  need: () => number | null
  onHold: () => void
  onRelease: () => void
}

/** Watches the data folder: holds the queue where it cannot be written or will soon be full, and lets it go when it can. */
export class DiskWatch {
  /** What is wrong and what helps, in sentences; null while all is well. */
  held: string | null = null
  /** Nothing that is done while this process runs will help. */
  private lasting = false
  private readonly timer: NodeJS.Timeout
  private readonly reserve: number
  private readonly place: string | null

  constructor(private readonly options: DiskWatchOptions) {
    this.reserve = options.reserve ?? DISK_RESERVE
    this.place = placeOf(options.home.database)
    this.timer = setInterval(() => void this.look(), options.interval ?? INTERVAL)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  /** Holds the queue for an error of the disk, or for one of a store that another process blocks; false for an error of another kind. */
  suspect(error: unknown): boolean {
    const fault = (diskFault(error) !== null || isMissing(error)) && this.gone() ? 'gone' : diskFault(error)
    if (fault === 'damaged') {
      this.lasting = true
      markDamaged(this.options.home.database)
    }
    if (fault !== null) this.hold(this.sentenceOf(fault))
    return fault !== null
  }

  /** Whether the data folder is not where it was, or another one in its place: what is written goes nowhere, or astray. */
  gone(): boolean {
    return this.place !== null && placeOf(this.options.home.database) !== this.place
  }

  /** Whether what is needed can be written; holds the queue where not. */
  allows(): boolean {
    if (this.held !== null) return false
    const short = this.shortage()
    if (short !== null) this.hold(short)
    return short === null
  }

  /** Looks again, by writing; answers whether the queue is free now. */
  tryAgain(): boolean {
    if (this.held === null) return true
    if (this.lasting) return false
    const reason = this.gone() ? this.sentenceOf('gone') : (this.probe() ?? this.shortage(MARGIN))
    if (reason !== null) {
      this.hold(reason)
      return false
    }
    this.held = null
    this.options.onRelease()
    return this.held === null
  }

  /** Looks whether all is well and holds the queue or lets it go; answers what is wrong. */
  look(): string | null {
    try {
      if (this.held !== null) this.tryAgain()
      else if (this.gone()) this.hold(this.sentenceOf('gone'))
      else if (this.options.need() !== null) this.allows()
      // After a loss of power no more is missing than since the last look.
      if (this.held === null) this.options.store.settle()
    } catch (error) {
      if (!this.suspect(error)) process.stderr.write(`The disk could not be looked at: ${String(error)}\n`)
    }
    return this.held
  }

  private hold(reason: string): void {
    if (this.held === reason) return
    this.held = reason
    this.options.onHold()
  }

  /** Writes and syncs a file and a page of the store; the sentence of what failed, or null. */
  private probe(): string | null {
    const { home, store } = this.options
    const path = join(home.runs, `.probe-${process.pid}`)
    try {
      const file = openSync(path, 'w')
      try {
        writeSync(file, Buffer.alloc(4096, 1))
        fsyncSync(file)
      } finally {
        closeSync(file)
        rmSync(path, { force: true })
      }
      store.probe()
      return null
    } catch (error) {
      const fault = isMissing(error) ? 'gone' : diskFault(error)
      return fault === null ? null : this.sentenceOf(fault)
    }
  }

  /** The sentence of too little free space; null where there is enough, or where the system does not tell. */
  private shortage(margin = 1): string | null {
    const { home, need } = this.options
    const wanted = (need() ?? 0) + this.reserve
    const free = freeBytes(home.path)
    if (free === null || free >= wanted * margin) return null
    return say.runs.disk.held(say.runs.disk.short(mebibytes(free), mebibytes(wanted), home.path))
  }

  private sentenceOf(fault: DiskFault): string {
    return say.runs.disk.held(faultSentence(fault, this.options.home.path))
  }
}

const mebibytes = (bytes: number): number => Math.round(bytes / MIB)

/** Which file a path leads to; null where that cannot be told. */
function placeOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true })
    return `${dev} ${ino}`
  } catch {
    return null
  }
}

/** Bytes that this user may still write on the disk of a folder; null where the system does not tell. */
function freeBytes(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  } catch {
    return null
  }
}
