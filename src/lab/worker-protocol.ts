import type { Result } from '../shared/contract'
import type { Split } from '../shared/corpus'
import type { Decoding, Interpolation, Path } from '../shared/decoding'
import type { DimensionPair, FigureColumn } from '../shared/latent'
import type { ObjectiveChoice } from '../shared/objective'
import type { Evaluation, MetricValues, RunConfig, Series, SeriesId } from '../shared/run'
import type { Cost } from './estimate/cost'
import type { EpochFigures } from './training/checkpoint'
import type { Throughput } from './training/pace'

/** What every task is given: the run's configuration and where its corpus and its own files lie. */
interface Place {
  config: RunConfig
  corpusDirectory: string
  runDirectory: string
  /** Plenum's folder for engines. */
  enginesDirectory: string
  threads: number
}

/**
 * Tasks of a worker: a Node process forked by the lab for one task, over child-process IPC (advanced serialisation).
 * A worker writes only inside `runDirectory`; the lab keeps the store. It ends itself when its channel closes.
 */
export type WorkerTask = Place &
  (
    | { kind: 'train'; evaluate: Split[] }
    | { kind: 'probe'; choices: ObjectiveChoice[] }
    | { kind: 'evaluate'; split: Split; text: boolean }
    | { kind: 'figure'; split: Split; pair: DimensionPair; size: number; extent: number }
    | { kind: 'reconstruct'; split: Split; offset: number; count: number; sentences?: string[]; decoding: Decoding }
    | { kind: 'sample'; count: number; seed: number; decoding: Decoding }
    | { kind: 'interpolate'; from: string; to: string; points: number; path: Path; decoding: Decoding }
  )

/** Lab → worker. The first message is the task; the others concern a training or evaluating one. `go`: the race goes on. */
export type WorkerCommand =
  | { type: 'task'; run: string; task: WorkerTask }
  | { type: 'pause' }
  | { type: 'resume' }
  | { type: 'stop' }
  | { type: 'cancel' }
  | { type: 'go' }

/** Worker → lab, in order. After `done` or `failed` the worker exits. */
export type WorkerMessage =
  /**
   * Training begins at this epoch and step (0 for a new run): the store drops later points. With what the checkpoint says of its last
   * epochs, should the store have missed them.
   */
  | {
      type: 'begin'
      epoch: number
      step: number
      engine_note: string | null
      best_epoch: number | null
      latest: MetricValues
      recent: EpochFigures[]
    }
  | {
      type: 'progress'
      phase: 'starting' | 'training' | 'validating' | 'evaluating'
      share: number
      seconds_left: number | null
      throughput: Throughput | null
      /** Bytes that this process takes now. */
      memory: number
      step: number
    }
  | { type: 'points'; series: SeriesId; points: Series }
  /** An epoch is finished and its `last` checkpoint is on disk. */
  | { type: 'epoch'; epoch: number; step: number; best_epoch: number | null; latest: MetricValues }
  /** In a race: it has taken so many steps and waits for the others, `Infinity` once it trains no more. Answered by `go`. */
  | { type: 'meet'; step: number }
  /** `fault`: by itself, because a file could not be written, with the code of the error; told to resume it tries again. */
  | { type: 'paused'; fault?: string }
  | { type: 'resumed' }
  | { type: 'evaluated'; evaluation: Omit<Evaluation, 'run' | 'created_at'> }
  /** `message` says why training ended before its last epoch, where it did. `stopped`: by the user. */
  | { type: 'done'; stopped: boolean; message: string | null; result: WorkerResult | null }
  /** `diverged`: the loss stopped being a number. */
  | { type: 'failed'; message: string; diverged?: boolean }

export type WorkerResult =
  | { kind: 'probe'; costs: Cost[] }
  | { kind: 'figure'; column: Omit<FigureColumn, 'run'> }
  | { kind: 'reconstruct'; pairs: Result<'runs.reconstruct'> }
  | { kind: 'sample'; sentences: string[] }
  | { kind: 'interpolate'; interpolation: Interpolation }
