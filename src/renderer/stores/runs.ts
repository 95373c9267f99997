import { defineStore } from 'pinia'
import { computed, ref, shallowReactive } from 'vue'
import type { Params } from '../../shared/contract'
import type { Queue } from '../../shared/queue'
import type { Run } from '../../shared/run'
import { lab } from '../api/lab'
import { useSeries } from './series'

const LIVE: readonly string[] = ['queued', 'running', 'paused', 'interrupted']

/** Whether a run may still move: it waits, trains or can be resumed. */
export const isLive = (run: Run): boolean => LIVE.includes(run.state)
/** Whether a run ended with a checkpoint that can be evaluated and drawn. */
export const isFinished = (run: Run): boolean => (run.state === 'finished' || run.state === 'stopped') && run.best_epoch !== null

/** The runs of the lab. */
export const useRuns = defineStore('runs', () => {
  const byId = shallowReactive(new Map<string, Run>())
  /** Why no run starts, in a sentence; null where nothing keeps the queue. */
  const held = ref<string | null>(null)

  /** Newest first. */
  const list = computed(() => [...byId.values()].sort((a, b) => b.number - a.number))
  const live = computed(() => list.value.filter(isLive))
  const finished = computed(() => list.value.filter(isFinished))
  const training = computed(() => list.value.filter((run) => run.state === 'running'))
  const queued = computed(() => list.value.filter((run) => run.state === 'queued'))

  async function load(): Promise<void> {
    const [runs, queue] = await Promise.all([lab().request('runs.list', {}), lab().request('queue.get', {})])
    byId.clear()
    for (const run of runs) byId.set(run.id, run)
    hearQueue(queue)
  }

  /** Takes over a new order of the waiting runs, and what holds them. */
  function hearQueue(queue: Queue): void {
    held.value = queue.held
    queue.waiting.forEach((id, i) => {
      const run = byId.get(id)
      if (run?.state === 'queued' && run.position !== i + 1) byId.set(id, { ...run, position: i + 1 })
    })
  }

  const hear = (run: Run) => void byId.set(run.id, run)

  function forget(id: string): void {
    byId.delete(id)
    useSeries().forget(id)
  }

  /** Queues the runs of an experiment; answers them. */
  async function start(params: Params<'runs.start'>): Promise<Run[]> {
    const started = await lab().request('runs.start', params)
    for (const run of started) if (!byId.has(run.id)) hear(run)
    return started
  }

  const pause = (id: string) => lab().request('runs.pause', { id })
  const resume = (id: string) => lab().request('runs.resume', { id })
  const stop = (id: string) => lab().request('runs.stop', { id })

  async function remove(id: string): Promise<void> {
    await lab().request('runs.delete', { id })
    forget(id)
  }

  return { byId, held, list, live, finished, training, queued, load, hear, hearQueue, forget, start, pause, resume, stop, remove }
})
