import { defineStore } from 'pinia'
import { shallowReactive } from 'vue'
import type { LabEvent } from '../../shared/contract'
import { SERIES_IDS, type Series, type SeriesId } from '../../shared/run'
import { lab } from '../api/lab'
import { forgetSmoothed } from '../charts/smoothing'
import { onceAFrame, TOLD_MS } from './frame'
import { appendPoints, cutAt, emptySeries } from './points'

type PointsEvent = Extract<LabEvent, { type: 'points' }>

/** Runs whose points are kept at most; the ones opened longest ago go first. A run of 100 epochs has about 1 MB. */
const MOST_KEPT = 120

/**
 * The metric points of the runs that are looked at. They are plain growing columns, not reactive ones: a chart watches
 * `versions`, which counts up some times a second at most however many events arrive.
 */
export const useSeries = defineStore('series', () => {
  const data = new Map<string, Record<SeriesId, Series>>()
  const versions = shallowReactive(new Map<string, number>())
  const loading = new Map<string, Promise<void>>()
  let queue: PointsEvent[] = []

  const touch = (id: string) => void versions.set(id, (versions.get(id) ?? 0) + 1)

  /** Reads a run's points once; later calls are free. New points then arrive by themselves. */
  function open(id: string): Promise<void> {
    const known = data.get(id)
    if (known) {
      // Opened last, it goes last.
      data.delete(id)
      data.set(id, known)
      return Promise.resolve()
    }
    const started = loading.get(id) ?? read(id).finally(() => loading.delete(id))
    loading.set(id, started)
    return started
  }

  async function read(id: string): Promise<void> {
    const read = await Promise.all(SERIES_IDS.map((series) => lab().request('runs.series', { id, series })))
    // Answers and events share one ordered channel: what came before the answers is in them.
    queue = queue.filter((event) => event.id !== id)
    data.set(id, { batch: read[0], train: read[1], valid: read[2] })
    for (const old of data.keys()) {
      if (data.size <= MOST_KEPT) break
      forget(old)
    }
    touch(id)
  }

  /** Reads again everything that was open, after the lab came back. */
  async function reload(): Promise<void> {
    const ids = [...data.keys()]
    queue = []
    await Promise.all(ids.map((id) => read(id).catch(() => forget(id))))
  }

  function hear(event: PointsEvent): void {
    if (!data.has(event.id) && !loading.has(event.id)) return
    queue.push(event)
    taking.ask()
  }

  const taking = onceAFrame(() => {
    const touched = new Set<string>()
    for (const event of queue.splice(0)) {
      const series = data.get(event.id)
      if (!series) continue
      if (event.restart_at !== null) {
        cutAt(series[event.series], event.restart_at)
        forgetSmoothed(series[event.series])
      }
      appendPoints(series[event.series], event.points)
      touched.add(event.id)
    }
    for (const id of touched) touch(id)
  }, TOLD_MS)

  function forget(id: string): void {
    data.delete(id)
    versions.delete(id)
  }

  /** The points of a run's series; empty while they are not read. */
  const of = (id: string, series: SeriesId): Series => data.get(id)?.[series] ?? emptySeries()

  return { versions, open, reload, hear, forget, of }
})
