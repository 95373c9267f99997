import { expect, test } from 'vitest'
import { aheadOf } from '../../../src/lab/estimate/ahead'
import type { Cost } from '../../../src/lab/estimate/cost'
import type { Run, RunConfig } from '../../../src/shared/run'
import { config } from '../store/store-fixture'

const COST: Cost = { start_seconds: 1, epoch_seconds: 10, evaluation_seconds: 5, memory_bytes: 1 }
const costOf = ({ objective }: RunConfig) => (objective.id === 'vae' ? COST : null)

/** A run of twelve epochs of which so many have ended. */
const run = (epoch: number, objective = 'vae') =>
  ({
    epoch,
    config: { ...config, objective: { ...config.objective, id: objective }, settings: { ...config.settings, epochs: 12 } },
  }) as unknown as Run

test('what trains takes what it says is left, else what its epochs yet take; what waits takes its epochs yet to come', () => {
  const training = [
    { run: run(3), left: 42 },
    { run: run(9), left: null },
  ]
  const { taken, works, ...counted } = aheadOf(training, [run(0), run(10), run(12)], 2, costOf)
  expect(taken).toEqual([42, 1 + 3 * 10 + 5])
  expect(works.map(({ seconds }) => seconds)).toEqual([1 + 120 + 5, 1 + 20 + 5, 1 + 5])
  expect(counted).toEqual({ training: 2, waiting: 3, unknown: 0 })
})

test('what is not known counts as nothing, and is counted', () => {
  const { taken, works, unknown } = aheadOf([{ run: run(0, 'dg'), left: null }], [run(0, 'dg'), run(0)], 1, costOf)
  expect([taken, works.map(({ seconds }) => seconds), unknown]).toEqual([[0], [0, 126], 2])
})
