import type { RunConfig } from '../../shared/run'
import { runLikeness } from '../estimate/likeness'
import type { Store } from '../store/store'
import { checkpointBytes } from './disk-need'

const MIB = 2 ** 20
/** A training process without a model, its engine loaded; measured with `tiny`, `short` and `long` on ONNX Runtime. */
const BASE = 430 * MIB
/** Times that the parameters stand in memory: themselves, their gradient, and what the engine works with. */
const COPIES = 5
/** Bytes of a token of the corpus: its id, and its share of the batches' layout. */
const TOKEN_BYTES = 8
/** Runs older than this (ms) say little of the programs as they are now. */
const FRESH = 30 * 24 * 3600 * 1000

/** Bytes that a run's process takes at most, about: as the latest run that was alike, else from the size of its model and corpus. */
export function memoryNeed(store: Store, config: RunConfig, now = Date.now()): number {
  return memoryBefore(store, config, now) ?? memoryOfModel(store, config)
}

function memoryBefore(store: Store, config: RunConfig, now: number): number | null {
  const likeness = runLikeness(config)
  for (const id of store.runs.trainedOn(config.corpus, 1, now - FRESH)) {
    const run = store.runs.get(id)
    if (!run || runLikeness(run.config) !== likeness) continue
    const { values } = store.points.series(run.number, 'train', ['memory'])
    const most = Math.max(0, ...(values.memory ?? []).map((value) => value ?? 0))
    if (most > 0) return most * MIB
  }
  return null
}

function memoryOfModel(store: Store, config: RunConfig): number {
  const corpus = store.corpora.get(config.corpus)
  const { best, last } = checkpointBytes(config, corpus?.vocabulary_size ?? 0)
  const tokens = corpus ? Object.values(corpus.splits).reduce((sum, split) => sum + split.tokens, 0) : 0
  return BASE + COPIES * best + (last - best) + TOKEN_BYTES * tokens
}
