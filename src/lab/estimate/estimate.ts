import type { Estimate } from '../../shared/estimate'
import type { RunConfig } from '../../shared/run'
import { BINS } from '../monitor/bins'
import { checkpointBytes } from '../runs/disk-need'
import { runSeconds, type Cost } from './cost'
import type { Ahead } from './ahead'
import { endTimes, makespan, worksOf } from './schedule'

/** Bytes of a stored point, about; training tells four points a second, and two an epoch. */
const POINT_BYTES = 250
const POINTS_A_SECOND = 4
/** float32 */
const NUMBER_BYTES = 4

/** A run that would be queued, and what it takes. */
export interface Planned {
  config: RunConfig
  cost: Cost
}

export interface Surroundings {
  /** Runs in training at once. */
  places: number
  vocabulary: number
  /** Sentences of the test split, whose posteriors are kept. */
  testSentences: number
  /** What trains and waits before it. */
  ahead: Ahead
  basis: string
}

/** The estimate of an experiment from what each of its runs takes; members of a race follow each other. */
export function estimateOf(planned: readonly Planned[], { places, vocabulary, testSentences, ahead, basis }: Surroundings): Estimate {
  const alone = planned.map(({ config, cost }) => runSeconds(cost, config.settings.epochs))
  const works = worksOf(
    planned.map(({ config }, i) => ({ race: config.race, seconds: alone[i] })),
    places,
  )
  const seconds = [...alone]
  for (const work of works) for (const i of work.runs) seconds[i] = work.seconds
  const runs = planned.map(({ config, cost }, i) => ({
    seconds: seconds[i],
    memory_bytes: cost.memory_bytes,
    disk_bytes: diskBytes(config, vocabulary, testSentences, alone[i]),
  }))
  const memories = works.map((work) => work.runs.reduce((sum, i) => sum + runs[i].memory_bytes, 0)).sort((a, b) => b - a)
  const racing = planned.some(({ config }) => config.race !== null)
  return {
    runs,
    seconds: makespan(works, places),
    finish_seconds: Math.max(0, ...endTimes([...ahead.works, ...works], places, ahead.taken).slice(ahead.works.length)),
    ahead: { training: ahead.training, waiting: ahead.waiting, unknown: ahead.unknown },
    memory_bytes: memories.slice(0, racing ? 1 : places).reduce((sum, bytes) => sum + bytes, 0),
    disk_bytes: runs.reduce((sum, run) => sum + run.disk_bytes, 0),
    basis,
  }
}

/** Checkpoints, the monitor's history, the test split's posteriors, and points. */
function diskBytes(config: RunConfig, vocabulary: number, testSentences: number, seconds: number): number {
  const { best, last } = checkpointBytes(config, vocabulary)
  const { epochs, latent } = config.settings
  const history = epochs * NUMBER_BYTES * latent * (2 + BINS)
  const posteriors = testSentences * latent * 2 * NUMBER_BYTES
  return best + last + history + posteriors + POINT_BYTES * (POINTS_A_SECOND * seconds + 2 * epochs)
}
