import type { Run, RunConfig } from '../../shared/run'
import { runSeconds, type Cost } from './cost'
import { worksOf, type Work } from './schedule'

/** What the queue holds before an experiment. */
export interface Ahead {
  /** Seconds until each place that is taken now is free. */
  taken: number[]
  works: Work[]
  training: number
  waiting: number
  /** Runs of these of which it is not known how long they take; they count as nothing. */
  unknown: number
}

/** A run in training with the seconds it says to have left. */
export interface TrainingRun {
  run: Run
  left: number | null
}

/**
 * What trains and what waits, by how long it will yet take.
 * @param costOf what a run takes in all, where that is known
 */
export function aheadOf(
  training: readonly TrainingRun[],
  waiting: readonly Run[],
  places: number,
  costOf: (config: RunConfig) => Cost | null,
): Ahead {
  let unknown = 0
  const secondsOf = ({ config, epoch }: Run): number => {
    const cost = costOf(config)
    if (!cost) unknown++
    return cost ? runSeconds(cost, Math.max(0, config.settings.epochs - epoch)) : 0
  }
  return {
    taken: training.map(({ run, left }) => left ?? secondsOf(run)),
    works: worksOf(
      waiting.map((run) => ({ race: run.config.race, seconds: secondsOf(run) })),
      places,
    ),
    training: training.length,
    waiting: waiting.length,
    unknown,
  }
}
