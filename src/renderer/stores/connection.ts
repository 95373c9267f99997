import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Result } from '../../shared/contract'
import { lab } from '../api/lab'
import { sentenceOf } from '../api/client'
import { useCorpora } from './corpora'
import { useHealthRules } from './health-rules'
import { useJobs } from './jobs'
import { useNotices } from './notices'
import { useObjectives } from './objectives'
import { useRuns } from './runs'
import { useSeries } from './series'

/** Whether the lab is there, what it is, and the reading of everything it holds whenever it comes (back). */
export const useConnection = defineStore('connection', () => {
  const state = ref<'connecting' | 'ready' | 'lost'>('connecting')
  const reason = ref<string | null>(null)
  const info = shallowRef<Result<'lab.info'> | null>(null)
  /** Everything was read at least once: lists that are empty are truly empty. */
  const loaded = ref(false)

  /** Runs whose process died, and that nobody has decided about yet. */
  const putOff = shallowRef<ReadonlySet<string>>(new Set())
  const interrupted = computed(() => useRuns().list.filter((run) => run.state === 'interrupted' && !putOff.value.has(run.id)))

  const engine = computed(() => info.value?.engines.find((status) => status.available) ?? null)

  async function load(): Promise<void> {
    try {
      // All at once, first what is longest: hundreds of runs are checked here while the lab answers the rest.
      const lists = [useRuns(), useCorpora(), useJobs(), useObjectives(), useHealthRules()]
      const loads = lists.map((store) => store.load())
      const [told] = await Promise.all([lab().request('lab.info', {}), ...loads])
      info.value = told
      await useSeries().reload()
      loaded.value = true
      reason.value = null
    } catch (error) {
      reason.value = sentenceOf(error)
    }
  }

  /** Queues every interrupted run again, the oldest first; each goes on from its last epoch. */
  async function resumeInterrupted(): Promise<void> {
    for (const { id } of interrupted.value.toReversed()) await useNotices().attempt(() => useRuns().resume(id))
  }

  /** Leaves the interrupted runs as they are. */
  const leaveInterrupted = () => void (putOff.value = new Set([...putOff.value, ...interrupted.value.map(({ id }) => id)]))

  /** Listens to the lab from now on. Call once. */
  function start(): void {
    const client = lab()
    client.onEvent((event) => {
      if (event.type === 'points') useSeries().hear(event)
      else if (event.type === 'run') useRuns().hear(event.run)
      else if (event.type === 'run.removed') useRuns().forget(event.id)
      else if (event.type === 'queue') useRuns().hearQueue(event.queue)
      else if (event.type === 'corpus') useCorpora().hear(event.corpus)
      else if (event.type === 'corpus.removed') useCorpora().forget(event.id)
      else if (event.type === 'health') useHealthRules().hear(event.rules)
      else useJobs().hear(event.job)
    })
    client.onState((next, why) => {
      if (next === 'ready' && state.value === 'ready') return
      state.value = next
      reason.value = why
      if (next === 'ready') void load()
    })
  }

  return { state, reason, info, loaded, engine, interrupted, load, start, resumeInterrupted, leaveInterrupted }
})
