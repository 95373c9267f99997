import type { RunConfig } from '../../shared/run'
import { parameterCount } from '../model/shape'
import { modelShape } from '../objectives/model-shape'

const FLOAT_BYTES = 4

/** Bytes of a run's two checkpoints: `best` has the parameters, `last` the optimiser's moments too (Adam has two of each parameter). */
export function checkpointBytes({ objective, settings }: RunConfig, vocabulary: number): { best: number; last: number } {
  const best = parameterCount(modelShape(objective, settings, vocabulary)) * FLOAT_BYTES
  return { best, last: settings.optimiser === 'adam' ? 3 * best : best }
}

/**
 * Bytes a run may yet write before its next epoch is kept: both checkpoints, of which `last` stands twice while it is replaced; once
 * both are there, the new `last` alone.
 */
export function diskNeed(config: RunConfig, vocabulary: number, epoch: number): number {
  const { best, last } = checkpointBytes(config, vocabulary)
  return epoch > 0 ? last : best + 2 * last
}
