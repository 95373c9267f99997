import { SERIES_IDS, type SeriesId } from '../shared/run'
import type { Context } from './requests/context'
import type { RunMark } from './store/runs'

/** Milliseconds between two looks at what other processes wrote, and looks between two questions whether they still live. */
const INTERVAL = 1000
const ALIVE_EVERY = 5

/**
 * Tells what other processes do in the same data folder, a command line beside the window above all: their runs with points, their
 * corpora, and deletions; and does what they ask of runs of ours. Runs of a process that died become interrupted.
 */
export class Neighbours {
  private readonly timer: NodeJS.Timeout
  private version: number
  private marks: Map<string, RunMark>
  private corpora: Map<string, string>
  private readonly lastSteps = new Map<string, number>()
  private looks = 0

  constructor(
    private readonly context: Context,
    interval = INTERVAL,
  ) {
    this.version = context.store.foreignVersion()
    this.marks = this.readMarks()
    this.corpora = this.readCorpora()
    for (const run of this.marks.values()) if (this.isForeign(run)) this.rememberSteps(run)
    this.timer = setInterval(() => this.guard(() => this.look()), interval)
    this.timer.unref()
  }

  close(): void {
    clearInterval(this.timer)
  }

  private look(): void {
    const version = this.context.store.foreignVersion()
    if (version !== this.version) {
      this.version = version
      this.context.supervisor.grantWishes()
      this.tellCorpora()
      this.tellRuns()
    }
    if (++this.looks % ALIVE_EVERY === 0) void this.context.supervisor.recover().catch(report)
  }

  private tellRuns(): void {
    const { store, emit, supervisor } = this.context
    const before = this.marks
    this.marks = this.readMarks()
    for (const [id, mark] of this.marks) {
      if (supervisor.isActive(id)) continue
      const known = before.get(id)
      // Its points first, also the last ones of a run that has just ended: the record then says what they led to.
      if (!known || this.isForeign(mark) || this.isForeign(known)) this.tellPoints(mark)
      if (known?.mark === mark.mark) continue
      const run = store.runs.get(id)
      if (run) emit({ type: 'run', run: supervisor.present(run) })
    }
    for (const id of before.keys()) if (!this.marks.has(id)) emit({ type: 'run.removed', id })
  }

  /** Points written since the last look. `restart_at` makes the telling repeatable: who has some of them already replaces them. */
  private tellPoints({ id, number }: RunMark): void {
    const { store, emit } = this.context
    for (const series of SERIES_IDS) {
      const key = keyOf(id, series)
      const stored = store.points.lastStep(number, series)
      const known = Math.min(this.lastSteps.get(key) ?? -1, stored)
      const points = store.points.after(number, series, known)
      if (points.step.length > 0) emit({ type: 'points', id, series, restart_at: points.step[0], points })
      this.lastSteps.set(key, stored)
    }
  }

  private tellCorpora(): void {
    const { store, emit } = this.context
    const before = this.corpora
    this.corpora = this.readCorpora()
    for (const [id, mark] of this.corpora) {
      if (before.get(id) === mark) continue
      const corpus = store.corpora.get(id)
      if (corpus) emit({ type: 'corpus', corpus })
    }
    for (const id of before.keys()) if (!this.corpora.has(id)) emit({ type: 'corpus.removed', id })
  }

  private isForeign({ owner }: RunMark): boolean {
    return owner !== null && owner !== this.context.identity
  }

  private rememberSteps({ id, number }: RunMark): void {
    for (const series of SERIES_IDS) this.lastSteps.set(keyOf(id, series), this.context.store.points.lastStep(number, series))
  }

  private readMarks(): Map<string, RunMark> {
    return new Map(this.context.store.runs.marks().map((mark) => [mark.id, mark]))
  }

  private readCorpora(): Map<string, string> {
    return new Map(this.context.store.corpora.list().map(({ id, name, statistics }) => [id, `${name}|${statistics !== null}`]))
  }

  private guard(work: () => void): void {
    try {
      work()
    } catch (error) {
      report(error)
    }
  }
}

const keyOf = (id: string, series: SeriesId): string => `${id} ${series}`

/** A store that cannot be read for a moment is read at the next look. */
function report(error: unknown): void {
  process.stderr.write(`What other processes wrote could not be read: ${error instanceof Error ? error.message : String(error)}\n`)
}
