import { expect, test } from 'vitest'
import type { RunConfig } from '../../../src/shared/run'
import { PRESETS } from '../../../src/shared/settings'
import { checkpointBytes } from '../../../src/lab/runs/disk-need'
import { memoryNeed } from '../../../src/lab/runs/memory-need'
import type { Store } from '../../../src/lab/store/store'
import { config, corpus, newRun, open } from '../store/store-fixture'

const MIB = 2 ** 20
const DAY = 24 * 3600 * 1000
const NOW = 100 * DAY

/** A run that ended at a time after an epoch, and told of what it took (MiB) as it trained. */
function ended(store: Store, id: string, endedAt: number, memory: (number | null)[], changes: Partial<RunConfig> = {}): void {
  store.transaction(() => {
    store.runs.insert({ ...newRun(id), config: { ...config, ...changes } })
    store.runs.update(id, { state: 'finished', epoch: 1, ended_at: endedAt })
    const steps = memory.map((_, i) => i + 1)
    store.points.put(store.runs.get(id)!.number, 'train', { step: steps, epoch: steps, seconds: steps, values: { memory } })
  })
}

test('is the most that the latest run alike took, whatever its seed', async () => {
  const store = await open()
  ended(store, 'old', NOW - 3 * DAY, [900])
  ended(store, 'late', NOW - 2 * DAY, [500, 700, null, 600], { seed: 9 })
  ended(store, 'other', NOW - DAY, [2000], { settings: { ...PRESETS.tiny.settings, hidden: 256 } })
  ended(store, 'silent', NOW - DAY, [null])
  expect(memoryNeed(store, config, NOW)).toBe(700 * MIB)
  store.close()
})

test('is reckoned from the model and the corpus where no run alike ended in the last thirty days', async () => {
  const store = await open()
  const fresh = memoryNeed(store, config, NOW)
  ended(store, 'old', NOW - 31 * DAY, [900])
  expect(memoryNeed(store, config, NOW)).toBe(fresh)
  const { best, last } = checkpointBytes(config, corpus('c').vocabulary_size)
  // The process, five times the parameters, Adam's moments, and eight bytes for each of six tokens.
  expect(fresh).toBe(430 * MIB + 5 * best + (last - best) + 8 * 6)
  store.close()
})
