import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Run, Series } from '../../shared/run'
import { lab } from '../api/lab'

/** A line is drawn with at most so many points: more than a chart has pixels helps nobody. */
const POINTS = 1000

/** Points of a run, one an epoch: of the validation split, and means over the training batches. */
export interface EpochPoints {
  valid: Series
  train: Series
}

/** The epoch points of the runs compared: read for many runs in one request, and again where a run has gone on. */
export const useComparedSeries = defineStore('compared series', () => {
  const known = shallowRef<ReadonlyMap<string, EpochPoints>>(new Map())
  /** Up to which epoch a run was read. */
  const read = new Map<string, number>()

  /** Reads what is missing of some runs; throws as the lab does. */
  async function open(runs: readonly Run[]): Promise<void> {
    const missing = runs.filter((run) => read.get(run.id) !== run.epoch)
    if (missing.length === 0) return
    for (const run of missing) read.set(run.id, run.epoch)
    const ids = missing.map((run) => run.id)
    try {
      const [valid, train] = await Promise.all(
        (['valid', 'train'] as const).map((series) => lab().request('runs.series-of', { ids, series, points: POINTS })),
      )
      const trained = new Map(train.map(({ id, points }) => [id, points]))
      known.value = new Map([
        ...known.value,
        // A run may have gone meanwhile.
        ...valid
          .filter(({ id }) => read.has(id))
          .map(({ id, points }) => [id, { valid: points, train: trained.get(id) ?? points }] as const),
      ])
    } catch (error) {
      for (const id of ids) read.delete(id)
      throw error
    }
  }

  /** Lets go of the points of a run that is gone. */
  function forget(id: string): void {
    read.delete(id)
    if (known.value.has(id)) known.value = new Map([...known.value].filter(([one]) => one !== id))
  }

  return { known, open, forget }
})
