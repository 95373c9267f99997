import type { ObjectiveParameter } from '../../shared/objective'
import { say } from '../../texts/lab'

/** |b|, the parameter of every density gap. */
export const AGGREGATION_SIZE: ObjectiveParameter = {
  key: 'agg_size',
  ...say.objectives.aggregation,
  min: 1,
  max: 512,
  integer: true,
  default: 32,
  paper: [1, 2, 4, 8, 16, 32],
}

/** Sentences an aggregate holds in a batch: |b| where it divides the batch, otherwise all. */
export const aggregateMembers = ({ agg_size }: Readonly<Record<string, number>>, batch: number): number =>
  batch % agg_size === 0 ? agg_size : batch
