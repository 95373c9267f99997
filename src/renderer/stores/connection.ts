import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Result } from '../../shared/contract'
import { lab } from '../api/lab'
import { sentenceOf } from '../api/client'
import { useCorpora } from './corpora'
import { useJobs } from './jobs'
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

  const engine = computed(() => info.value?.engines.find((status) => status.available) ?? null)

  async function load(): Promise<void> {
    try {
      info.value = await lab().request('lab.info', {})
      await Promise.all([useCorpora().load(), useJobs().load(), useObjectives().load(), useRuns().load()])
      await useSeries().reload()
      loaded.value = true
      reason.value = null
    } catch (error) {
      reason.value = sentenceOf(error)
    }
  }

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
      else useJobs().hear(event.job)
    })
    client.onState((next, why) => {
      if (next === 'ready' && state.value === 'ready') return
      state.value = next
      reason.value = why
      if (next === 'ready') void load()
    })
  }

  return { state, reason, info, loaded, engine, load, start }
})
