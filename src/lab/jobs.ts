import { randomUUID } from 'node:crypto'
import { LabError, type LabEvent } from '../shared/contract'
import type { Job } from '../shared/job'
import { say } from '../texts/lab'
import { Throttle } from './runs/throttle'

/** At most so often (ms) is a job's progress told. */
const INTERVAL = 200
/** Ended jobs that stay in the list. */
const KEPT = 50

/** Tells how far a work is: a share of 0…1, or null while the size is unknown, and what is being done. */
export type Report = (share: number | null, message: string) => void

export interface Work {
  kind: Job['kind']
  title: string
  /** What is said before the first report. */
  message: string
  /** What is said when it is done. */
  done: string
  /** Answers the id of what came of it. */
  run: (report: Report, signal: AbortSignal) => Promise<string | null>
}

/** Long works that are not runs. They live as long as the lab; their fruits are in the store. */
export class Jobs {
  private readonly jobs = new Map<string, { job: Job; abort: AbortController; ended: Promise<void> }>()

  constructor(private readonly emit: (event: LabEvent) => void) {}

  /** Newest first. */
  list(): Job[] {
    return [...this.jobs.values()].map(({ job }) => ({ ...job })).reverse()
  }

  /** Starts a work and answers its job at once; how it ends is told by events. */
  start(work: Work): Job {
    const job: Job = {
      id: randomUUID(),
      kind: work.kind,
      title: work.title,
      state: 'running',
      share: null,
      message: work.message,
      result: null,
    }
    const abort = new AbortController()
    this.jobs.set(job.id, { job, abort, ended: this.follow(job, work, abort.signal) })
    this.trim()
    this.tell(job)
    return { ...job }
  }

  /** A job that is finished from the start, because its fruit is there already. */
  finished(kind: Job['kind'], title: string, message: string, result: string): Job {
    const job: Job = { id: randomUUID(), kind, title, state: 'finished', share: 1, message, result }
    this.jobs.set(job.id, { job, abort: new AbortController(), ended: Promise.resolve() })
    this.trim()
    return { ...job }
  }

  /** Asks a job to end; one that has ended stays as it is. */
  cancel(id: string): void {
    const entry = this.jobs.get(id)
    if (!entry) throw new LabError('not_found', say.requests.noJob(id))
    if (entry.job.state === 'running') entry.abort.abort()
  }

  /** Cancels all and waits for their end. */
  async close(): Promise<void> {
    for (const { abort } of this.jobs.values()) abort.abort()
    await Promise.all([...this.jobs.values()].map(({ ended }) => ended))
  }

  private async follow(job: Job, work: Work, signal: AbortSignal): Promise<void> {
    const progress = new Throttle(INTERVAL, () => this.tell(job))
    // The caller has the job before its first event.
    await Promise.resolve()
    try {
      job.result = await work.run((share, message) => {
        job.share = share === null ? null : Math.min(1, Math.max(0, share))
        job.message = message
        progress.request()
      }, signal)
      job.state = 'finished'
      job.share = 1
      job.message = work.done
    } catch (error) {
      job.state = signal.aborted ? 'cancelled' : 'failed'
      job.message = signal.aborted ? say.requests.cancelled : error instanceof Error ? error.message : String(error)
    }
    progress.cancel()
    this.tell(job)
  }

  private tell(job: Job): void {
    this.emit({ type: 'job', job: { ...job } })
  }

  private trim(): void {
    const ended = [...this.jobs.values()].filter(({ job }) => job.state !== 'running')
    for (const { job } of ended.slice(0, Math.max(0, ended.length - KEPT))) this.jobs.delete(job.id)
  }
}
