import { defineStore } from 'pinia'
import { computed, ref, shallowReactive } from 'vue'
import type { Params } from '../../shared/contract'
import type { Queue } from '../../shared/queue'
import type { Run } from '../../shared/run'
import { lab } from '../api/lab'
import { useComparedSeries } from './compared-series'
import { onceAFrame, TOLD_MS } from './frame'
import { useSeries } from './series'

const LIVE: readonly string[] = ['queued', 'running', 'paused', 'interrupted']

/** Whether a run may still move: it waits, trains or can be resumed. */
const isLive = (run: Run): boolean => LIVE.includes(run.state)
/** Whether a run ended with a checkpoint that can be evaluated and drawn. */
export const isFinished = (run: Run): boolean => (run.state === 'finished' || run.state === 'stopped') && run.best_epoch !== null

/** The runs of the lab, its queue and its bin. */
export const useRuns = defineStore('runs', () => {
  const byId = shallowReactive(new Map<string, Run>())
  /** Why no run starts, in a sentence; null where nothing keeps the queue. */
  const held = ref<string | null>(null)

  /** What waits for memory, or that little is left; null while all is well. */
  const memory = ref<Queue['memory']>(null)

  /** Newest first. */
  const list = computed(() => [...byId.values()].sort((a, b) => b.number - a.number))
  const live = computed(() => list.value.filter(isLive))
  const finished = computed(() => list.value.filter(isFinished))
  const training = computed(() => list.value.filter((run) => run.state === 'running'))
  /** In the order in which they will start. */
  const queued = computed(() =>
    list.value.filter((run) => run.state === 'queued').sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity)),
  )

  async function load(): Promise<void> {
    // Taken over the moment it comes: what the lab tells while the queue is still asked for is newer.
    const listed = lab()
      .request('runs.list', {})
      .then((runs) => {
        told.clear()
        byId.clear()
        for (const run of runs) byId.set(run.id, run)
      })
    const [queue] = await Promise.all([lab().request('queue.get', {}), listed])
    hearQueue(queue)
  }

  /** Runs as the lab last told them. */
  const told = new Map<string, Run>()
  const takeOver = onceAFrame(() => {
    for (const run of told.values()) put(run)
    told.clear()
  }, TOLD_MS)

  function hear(run: Run): void {
    told.set(run.id, run)
    takeOver.ask()
  }

  function put(run: Run): void {
    byId.set(run.id, run)
  }

  /** Takes over a new order of the waiting runs, and what holds them. */
  function hearQueue(queue: Queue): void {
    takeOver.now()
    held.value = queue.held
    memory.value = queue.memory
    queue.waiting.forEach((id, i) => {
      const run = byId.get(id)
      if (run?.state === 'queued' && run.position !== i + 1) byId.set(id, { ...run, position: i + 1 })
    })
  }

  function forget(id: string): void {
    told.delete(id)
    byId.delete(id)
    useSeries().forget(id)
    useComparedSeries().forget(id)
  }

  /** Queues the runs of an experiment; answers them. */
  async function start(params: Params<'runs.start'>): Promise<Run[]> {
    const started = await lab().request('runs.start', params)
    for (const run of started) if (!byId.has(run.id)) put(run)
    return started
  }

  const pause = (id: string) => lab().request('runs.pause', { id })
  const resume = (id: string) => lab().request('runs.resume', { id })
  const stop = (id: string) => lab().request('runs.stop', { id })
  const proceed = async (id: string, epochs: number) => put(await lab().request('runs.continue', { id, epochs }))
  const duplicate = async (id: string, seed?: number) => put(await lab().request('runs.duplicate', { id, seed }))
  const tag = async (id: string, tags: string[]) => put(await lab().request('runs.tag', { id, tags }))
  const restore = async (id: string) => put(await lab().request('runs.restore', { id }))
  const erase = (id: string) => lab().request('runs.erase', { id })
  /** Looks whether the queue may go on. */
  const release = async () => hearQueue(await lab().request('queue.release', {}))

  /** A new order of the waiting runs, shown at once; the lab's own comes back with its event. */
  async function order(ids: string[]): Promise<void> {
    hearQueue({ held: held.value, memory: memory.value, waiting: ids })
    try {
      await lab().request('runs.order', { ids })
    } catch (error) {
      hearQueue(await lab().request('queue.get', {}))
      throw error
    }
  }

  /** Puts a run into the bin. */
  async function remove(id: string): Promise<void> {
    await lab().request('runs.delete', { id })
    forget(id)
  }

  return {
    byId,
    held,
    memory,
    list,
    live,
    finished,
    training,
    queued,
    load,
    hear,
    hearQueue,
    forget,
    start,
    pause,
    resume,
    stop,
    proceed,
    duplicate,
    tag,
    restore,
    erase,
    release,
    order,
    remove,
  }
})
