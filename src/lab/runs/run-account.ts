import type { LabEvent } from '../../shared/contract'
import type { Evaluation, MetricValues, Run, Series, SeriesId } from '../../shared/run'
import { SERIES_IDS } from '../../shared/run'
import { emptySeries } from '../../shared/series'
import { watchDivergence, watchEpoch } from '../health/watch'
import { finite, finiteValues } from '../store/finite'
import type { RunPatch } from '../store/runs'
import type { Store } from '../store/store'
import type { EpochFigures } from '../training/checkpoint'
import type { WorkerMessage } from '../worker-protocol'
import { Outbox } from './outbox'
import { Throttle } from './throttle'

/** At most so often (ms) are points stored and told, and progress told. */
const POINTS_INTERVAL = 100
const PROGRESS_INTERVAL = 250
/** At most so often (ms) is progress stored, for other processes: they look once a second. */
const SHARED_INTERVAL = 1000

type Told<T extends WorkerMessage['type']> = Extract<WorkerMessage, { type: T }>

export interface RunAccountOptions {
  store: Store
  run: Run
  emit: (event: LabEvent) => void
  /** Does what a timer asks for; an error of it is not the timer's. */
  guard: (work: () => void) => void
}

/**
 * What a run in training measures and becomes, carried to the store and then to the listeners. What the store holds and what was told
 * agree at every moment. Every method throws the store's error; what could not be stored then waits for `store`.
 */
export class RunAccount {
  progress: Run['progress'] = { phase: 'starting', share: 0, seconds_left: null, throughput: null }
  private step: number
  private readonly outbox: Outbox
  private readonly points: Throttle
  private readonly told: Throttle
  private readonly shared: Throttle

  constructor(private readonly options: RunAccountOptions) {
    const { store, run, guard } = options
    this.step = run.step
    this.points = new Throttle(POINTS_INTERVAL, () => guard(() => this.store()))
    this.told = new Throttle(PROGRESS_INTERVAL, () => guard(() => this.tell()))
    this.shared = new Throttle(SHARED_INTERVAL, () => guard(() => this.share()))
    this.outbox = new Outbox(store, run)
    const { progress } = this
    this.outbox.change({ state: 'running', message: null, started_at: run.started_at ?? Date.now(), ended_at: null, progress })
    this.outbox.flush()
    this.told.request()
  }

  /** Whether something has yet to be stored. */
  get unsaved(): boolean {
    return !this.outbox.empty
  }

  /** The stored run with what is known beyond that. */
  present(stored: Run): Run {
    const run = this.outbox.present(stored)
    return {
      ...run,
      step: Math.max(run.step, this.step),
      progress: run.state === 'running' || run.state === 'paused' ? this.progress : null,
    }
  }

  /** Training begins at `step`: what was measured later, before an interruption, is withdrawn. */
  begin({ epoch, step, engine_note, best_epoch, latest, recent }: Told<'begin'>): void {
    const { store, run, emit } = this.options
    this.step = step
    const restartAt = step === 0 ? 0 : step + 1
    this.outbox.restart(restartAt)
    this.outbox.change({ epoch, step, engine_note, best_epoch, latest: finiteValues(latest) })
    if (run.started_at !== null)
      for (const series of SERIES_IDS) emit({ type: 'points', id: run.id, series, restart_at: restartAt, points: emptySeries() })
    // Epochs whose checkpoint was kept, but whose figures the lab, too far behind as it ended, could not store any more.
    for (const series of ['train', 'valid'] as const) {
      const stored = store.points.lastStep(run.number, series)
      for (const figures of recent) if (figures.step > stored) this.collect(series, asPoint(figures, figures[series]))
    }
    this.store()
    store.alarms.withdraw(run.number, epoch)
    this.tell()
  }

  /** How far it is; told soon. */
  proceed({ phase, share, seconds_left, throughput, step }: Told<'progress'>): void {
    this.progress = { phase, share: Math.min(1, Math.max(0, finite(share) ?? 0)), seconds_left: finite(seconds_left), throughput }
    this.step = step
    this.told.request()
    this.shared.request()
  }

  /** Points; stored and told soon. */
  measure({ series, points }: Told<'points'>): void {
    this.collect(series, points)
    this.points.request()
  }

  /** An epoch is over. Answers whether an alarm asks for a pause. */
  finishEpoch({ epoch, step, best_epoch, latest }: Told<'epoch'>): boolean {
    const { store, run } = this.options
    this.step = step
    this.outbox.change({ epoch, step, best_epoch, latest: finiteValues(latest) })
    try {
      this.store()
      return watchEpoch(store, run, epoch)
    } finally {
      this.tell()
    }
  }

  evaluate(evaluation: Omit<Evaluation, 'run' | 'created_at'>): void {
    this.outbox.addEvaluation({ ...evaluation, run: this.options.run.id, created_at: Date.now() })
    this.keep({})
  }

  /** Raises the alarm of a loss that is no number any more. */
  diverge(message: string): void {
    const { store, run } = this.options
    const present = store.runs.get(run.id)
    if (present) watchDivergence(store, present, this.step, message)
  }

  /** A change that is stored and told with the next one. */
  note(patch: RunPatch): void {
    this.outbox.change(patch)
  }

  /** Stores a change of the run with all that waits, then tells it; told it is also where it has to wait for the disk. */
  keep(patch: RunPatch): void {
    this.outbox.change(patch)
    try {
      this.store()
    } finally {
      this.tell()
    }
  }

  /** Stores what waits, then tells the points among it. */
  store(): void {
    const { run, emit } = this.options
    for (const [series, points] of this.outbox.flush()) emit({ type: 'points', id: run.id, series, restart_at: null, points })
  }

  /** The last change: nothing is stored or told by a timer any more. */
  close(patch: RunPatch): void {
    this.points.cancel()
    this.shared.cancel()
    this.keep({ ...patch, ended_at: Date.now(), owner: null, progress: null })
    this.told.cancel()
  }

  /** Finished epochs, stored or yet to be. */
  get epochs(): number {
    const { store, run } = this.options
    const present = store.runs.get(run.id)
    return present ? this.outbox.present(present).epoch : 0
  }

  /** Stores how far it is. */
  private share(): void {
    this.outbox.change({ progress: this.progress })
    this.store()
  }

  private collect(series: SeriesId, points: Series): void {
    const values = Object.entries(points.values).map(([id, column]) => [id, column?.map(finite)])
    this.outbox.addPoints(series, { ...points, values: Object.fromEntries(values) as Series['values'] })
  }

  private tell(): void {
    const { store, run, emit } = this.options
    this.told.settle()
    const present = store.runs.get(run.id)
    if (present) emit({ type: 'run', run: this.present(present) })
  }
}

/** Values of an epoch as a series of one point, or of none where there are none. */
function asPoint({ epoch, step, seconds }: EpochFigures, values: MetricValues): Series {
  const columns = Object.entries(values).map(([id, value]) => [id, [value ?? null]])
  return columns.length === 0
    ? emptySeries()
    : { step: [step], epoch: [epoch], seconds: [seconds], values: Object.fromEntries(columns) as Series['values'] }
}
