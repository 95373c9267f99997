import { existsSync, mkdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { LabEvent } from '../../shared/contract'
import { SERIES_IDS, type Run } from '../../shared/run'
import { renameStored } from '../corpus/stored-name'
import { diskFault, isMissing } from '../disk-fault'
import type { Home } from '../home'
import type { Store } from '../store/store'
import { writeWhole } from '../whole-file'
import { curvesPath, curvesText, recordPath, recordText } from './run-record'
import { sweepParts } from './sweep-parts'
import { keepThresholds } from './thresholds-record'

/** Milliseconds between what changes in the store and its record, within which other changes join it. */
const DELAY = 1000
/** Milliseconds after the opening until records that are missing or old are looked for: a short command is over by then. */
const REST = 3000
const NO_POINTS = SERIES_IDS.map(() => -1).join()

type Work = () => Promise<void>

export interface RecordKeeperOptions {
  store: Store
  home: Home
  /** Identity of this process: runs of others are kept by those. */
  identity: string
  delay?: number
  rest?: number
}

/**
 * Keeps beside the files of each run and corpus what the store knows of it, and beside the store the alarms' thresholds, so that a
 * store that is lost can be built anew. A record is at most a second behind; one that cannot be written is tried again with the next
 * change, and costs nothing else.
 */
export class RecordKeeper {
  /** What has yet to be written, by the path that it goes to. */
  private readonly due = new Map<string, Work>()
  /** What was written last of each run, without its points, and up to which steps of them. */
  private readonly written = new Map<string, { text: string; steps: string }>()
  /** What was told of each run last, but for what a record does not hold. */
  private readonly told = new Map<string, string>()
  private work: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | null = null
  private readonly opening: NodeJS.Timeout
  private closed = false

  constructor(private readonly options: RecordKeeperOptions) {
    this.opening = setTimeout(() => this.enqueue(() => this.lookAtAll()), options.rest ?? REST)
    this.opening.unref()
  }

  /** To be told every event of the lab. */
  hear(event: LabEvent): void {
    const { store, home } = this.options
    if (event.type === 'run') this.hearRun(event.run)
    else if (event.type === 'run.removed') this.wantRun(event.id)
    else if (event.type === 'corpus') this.want(home.corpus(event.corpus.id), () => this.keepName(event.corpus.id))
    else if (event.type === 'health') this.want('thresholds', () => keepThresholds(store, home))
  }

  /** Writes what is due and ends. */
  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.opening)
    if (this.timer) clearTimeout(this.timer)
    this.enqueue(() => this.write())
    await this.work
  }

  /** Progress comes some times a second, and is in no record. */
  private hearRun(run: Run): void {
    const mark = JSON.stringify({ ...run, progress: null, step: run.epoch, position: null })
    if (this.told.get(run.id) === mark) return
    this.told.set(run.id, mark)
    this.wantRun(run.id)
  }

  private wantRun(id: string): void {
    this.want(this.options.home.run(id), () => this.keepRun(id))
  }

  private want(path: string, work: Work): void {
    this.due.set(path, work)
    if (this.closed) return
    this.timer ??= setTimeout(() => {
      this.timer = null
      this.enqueue(() => this.write())
    }, this.options.delay ?? DELAY).unref()
  }

  private enqueue(work: Work): void {
    this.work = this.work.then(work).catch(report)
  }

  private async write(): Promise<void> {
    const works = [...this.due]
    this.due.clear()
    for (const [path, work] of works) await this.attempt(path, work)
  }

  /** A disk that takes nothing now may take it with the next change; a folder that is gone was deleted. */
  private async attempt(path: string, work: Work): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (diskFault(error) !== null) this.due.set(path, work)
      else if (!isMissing(error)) report(error)
    }
  }

  private async keepRun(id: string): Promise<void> {
    const { store, home, identity } = this.options
    const run = store.runs.get(id)
    if (run === null) return
    const { owner } = store.runs.details(id)
    if (owner !== null && owner !== identity) return
    const folder = home.run(id)
    // One that has not begun has none yet.
    if (run.epoch === 0 && !existsSync(folder)) mkdirSync(folder)
    const before = this.written.get(id)
    const text = recordText(store, run)
    const steps = SERIES_IDS.map((series) => store.points.lastStep(run.number, series)).join()
    if ((before?.steps ?? NO_POINTS) !== steps) await writeWhole(curvesPath(folder), curvesText(store, run))
    if (before?.text !== text) await writeWhole(recordPath(folder), text)
    this.written.set(id, { text, steps })
  }

  private async keepName(id: string): Promise<void> {
    const { store, home } = this.options
    const corpus = store.corpora.get(id)
    if (corpus) await renameStored(home.corpus(id), corpus.name)
  }

  /**
   * Looks after an opening at what was kept before: by a Plenum that kept none, or by one that was killed before it could. One folder
   * after another, and only until this closes.
   */
  private async lookAtAll(): Promise<void> {
    const { store, home } = this.options
    for (const id of store.runs.ids()) {
      if (this.closed) return
      const run = store.runs.get(id)
      if (run === null) continue
      await sweepParts(home.run(id))
      const kept = await readFile(recordPath(home.run(id)), 'utf8').catch(() => '')
      if (kept !== recordText(store, run)) await this.attempt(home.run(id), () => this.keepRun(id))
    }
    await this.attempt('thresholds', () => keepThresholds(store, home))
    for (const { id } of store.corpora.list()) if (!this.closed) await this.attempt(home.corpus(id), () => this.keepName(id))
  }
}

const report = (error: unknown): void => void process.stderr.write(`A record beside the runs could not be kept: ${String(error)}\n`)
