import { expect, test } from 'vitest'
import { watchDivergence, watchEpoch } from '../../../src/lab/health/watch'
import { DivergedError } from '../../../src/lab/training/trainer'
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

test('of a run whose loss stopped being a number each thing is said once, and no checkpoint is promised that there is not', async () => {
  const store = await open()
  store.runs.insert(newRun('r'))
  watchDivergence(store, store.runs.get('r')!, 6, new DivergedError(6, 10, null).message)
  const [{ cause, remedy }] = store.alarms.ofRun('r')
  expect(cause).toMatch(/at step 6.*there is no checkpoint.*a learning rate under 10/)
  expect(remedy).not.toMatch(/checkpoint|learning rate/)
  store.close()
})
