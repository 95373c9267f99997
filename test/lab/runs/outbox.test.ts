import { expect, test } from 'vitest'
import { Outbox } from '../../../src/lab/runs/outbox'
import type { Store } from '../../../src/lab/store/store'
import { newRun, open } from '../store/store-fixture'

/** Points at these steps. */
const points = (...step: number[]) => ({
  step: [...step],
  epoch: [...step],
  seconds: [...step],
  values: { loss: step.map((at) => 100 - at) },
})

async function outbox(): Promise<{ store: Store; number: number; outbox: Outbox }> {
  const store = await open()
  store.runs.insert(newRun('r'))
  const run = store.runs.get('r')!
  return { store, number: run.number, outbox: new Outbox(store, run) }
}
const stepsOf = (store: Store, number: number) => store.points.series(number, 'batch').step

test('what waits is written at once, and told', async () => {
  const { store, number, outbox: box } = await outbox()
  expect(box.empty).toBe(true)
  box.addPoints('batch', points(1, 2))
  box.addPoints('batch', points(3))
  box.change({ epoch: 1 })
  expect(stepsOf(store, number)).toEqual([])
  expect(box.flush()).toEqual([['batch', points(1, 2, 3)]])
  expect([stepsOf(store, number), store.runs.get('r')?.epoch, box.empty]).toEqual([[1, 2, 3], 1, true])
  expect(box.flush()).toEqual([])
  store.close()
})

test('what the store does not take waits on, whole, and the run is as it will be', async () => {
  const { store, number, outbox: box } = await outbox()
  box.addPoints('batch', points(1))
  box.change({ epoch: 1, message: 'Said.' })
  const update = store.runs.update
  store.runs.update = () => {
    throw new Error('database or disk is full')
  }
  expect(() => box.flush()).toThrow('disk is full')
  store.runs.update = update
  // Nothing of it was written, not even the points.
  expect(stepsOf(store, number)).toEqual([])
  expect(box.present(store.runs.get('r')!)).toMatchObject({ epoch: 1, message: 'Said.' })
  expect(box.flush()).toEqual([['batch', points(1)]])
  expect(stepsOf(store, number)).toEqual([1])
  store.close()
})

test('a stretch that is trained again is withdrawn, stored or waiting', async () => {
  const { store, number, outbox: box } = await outbox()
  box.addPoints('batch', points(1, 2, 3, 4))
  box.flush()
  box.addPoints('batch', points(5, 6))
  box.restart(3)
  expect(box.empty).toBe(false)
  box.addPoints('batch', points(3))
  box.flush()
  expect(stepsOf(store, number)).toEqual([1, 2, 3])
  store.close()
})
