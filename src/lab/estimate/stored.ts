import type { Run } from '../../shared/run'
import type { Store } from '../store/store'
import type { Cost } from './cost'
import { runLikeness } from './likeness'

/** Runs older than this (ms) say little of the machine as it is now. */
const FRESH = 30 * 24 * 3600 * 1000
/** Epochs from which on a run tells what one takes. */
const LEAST_EPOCHS = 2
/** Seconds that a start took at most: more was a pause. */
const LONGEST_START = 60

/** What a run of before took, and which it was. */
export interface StoredCost extends Cost {
  number: number
}

/**
 * What the latest run took that was alike and had as many threads; null where there is none, or nothing is known of its memory or
 * its evaluation.
 */
export function storedCost(store: Store, config: Run['config'], threads: number, now = Date.now()): StoredCost | null {
  const likeness = runLikeness(config)
  for (const id of store.runs.trainedOn(config.corpus, LEAST_EPOCHS, now - FRESH)) {
    const run = store.runs.get(id)
    if (!run || runLikeness(run.config) !== likeness || store.runs.details(id).threads !== threads) continue
    const cost = costOf(store, run)
    if (cost) return cost
  }
  return null
}

function costOf({ points }: Store, run: Run): StoredCost | null {
  const { seconds, values } = points.series(run.number, 'train', ['memory'])
  const evaluation = run.evaluations.find(({ split, text }) => split === 'test' && text === null)
  const memory = (values.memory ?? []).filter((value) => value !== null)
  if (!evaluation || memory.length === 0 || seconds.length < LEAST_EPOCHS) return null
  // The points of an epoch's training and of its validation share their seconds, those of its end.
  const epochs = seconds.map((value, i) => value - (seconds[i - 1] ?? 0)).sort((a, b) => a - b)
  const epoch = epochs[epochs.length >> 1]
  const whole = ((run.ended_at ?? 0) - (run.started_at ?? 0)) / 1000
  const start = whole - seconds[seconds.length - 1] - evaluation.seconds
  return {
    number: run.number,
    start_seconds: run.state === 'finished' && start > 0 && start < LONGEST_START ? start : 2,
    epoch_seconds: epoch,
    evaluation_seconds: evaluation.seconds,
    memory_bytes: Math.max(...memory) * 2 ** 20,
  }
}
