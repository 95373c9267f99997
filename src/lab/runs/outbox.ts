import type { Evaluation, Run, Series, SeriesId } from '../../shared/run'
import { appendSeries } from '../../shared/series'
import type { RunPatch } from '../store/runs'
import type { Store } from '../store/store'

type Told = [SeriesId, Series][]

/**
 * What a run has to store: points, evaluations and changes of its row. All of it is written in one transaction or stays here, so that
 * a disk that is full for a while costs nothing.
 */
export class Outbox {
  private readonly points = new Map<SeriesId, Series>()
  private evaluations: Evaluation[] = []
  private patch: RunPatch = {}
  private restartAt: number | null = null

  constructor(
    private readonly store: Store,
    private readonly run: Pick<Run, 'id' | 'number'>,
  ) {}

  get empty(): boolean {
    return this.points.size + this.evaluations.length + Object.keys(this.patch).length === 0 && this.restartAt === null
  }

  addPoints(series: SeriesId, points: Series): void {
    const waiting = this.points.get(series)
    if (waiting) appendSeries(waiting, points)
    else this.points.set(series, points)
  }

  addEvaluation(evaluation: Evaluation): void {
    this.evaluations.push(evaluation)
  }

  change(patch: RunPatch): void {
    Object.assign(this.patch, patch)
  }

  /** Withdraws the points at or after a step, stored or waiting: that stretch is trained again. */
  restart(step: number): void {
    this.points.clear()
    this.restartAt = step
  }

  /** Writes all that waits and answers the points that were among it; throws the store's error, and then all of it still waits. */
  flush(): Told {
    if (this.empty) return []
    const { store, run } = this
    const told: Told = [...this.points]
    store.transaction(() => {
      if (this.restartAt !== null) store.points.withdraw(run.number, this.restartAt)
      for (const [series, points] of told) store.points.put(run.number, series, points)
      for (const evaluation of this.evaluations) store.evaluations.put(evaluation)
      // An epoch is over: its batches will not change any more.
      if (this.patch.epoch !== undefined) store.points.pack(run.number, 'batch')
      store.runs.update(run.id, this.patch)
    })
    this.points.clear()
    this.evaluations = []
    this.patch = {}
    this.restartAt = null
    return told
  }

  /** The run as it will be once all is written. */
  present(run: Run): Run {
    const { state = run.state, message = run.message, started_at = run.started_at, ended_at = run.ended_at } = this.patch
    const {
      epoch = run.epoch,
      step = run.step,
      best_epoch = run.best_epoch,
      latest = run.latest,
      engine_note = run.engine_note,
    } = this.patch
    return { ...run, state, message, started_at, ended_at, epoch, step, best_epoch, latest, engine_note }
  }
}
