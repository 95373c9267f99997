import { expect, test } from 'vitest'
import { watchEpoch } from '../../../src/lab/health/watch'
import type { MetricValues } from '../../../src/shared/run'
import { newRun, open } from '../store/store-fixture'

const AWAKE: MetricValues = { loss: 40, kl: 2, mi: 1, mi_ceiling: 7, au: 8, cu_03: 8, joint_kl: 0.1 }
const ASLEEP: MetricValues = { ...AWAKE, kl: 0.01, mi: 0, au: 0 }

test('what was over and comes again is a new alarm', async () => {
  const store = await open()
  store.runs.insert(newRun('r'))
  const run = store.runs.get('r')!
  const epochs = [ASLEEP, ASLEEP, ASLEEP, AWAKE, ASLEEP, ASLEEP, ASLEEP, ASLEEP]
  epochs.forEach((given, i) => {
    const epoch = i + 1
    const values = Object.fromEntries(Object.entries(given).map(([id, value]) => [id, [value]]))
    store.transaction(() => {
      store.points.put(run.number, 'valid', { step: [10 * epoch], epoch: [epoch], seconds: [epoch], values })
      watchEpoch(store, run, epoch)
    })
  })
  expect(store.alarms.ofRun('r').map(({ rule, epoch, cleared_epoch }) => [rule, epoch, cleared_epoch])).toEqual([
    ['collapse', 3, 4],
    ['collapse', 7, null],
  ])
  store.close()
})
