import { defineStore } from 'pinia'
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Estimate } from '../../shared/estimate'
import { sentenceOf } from '../api/client'
import { lab } from '../api/lab'
import { useConnection } from './connection'
import { usePlan } from './plan'
import { useRuns } from './runs'

/** Typing is waited for this long before the lab is asked again. */
const PATIENCE_MS = 400

/** What the experiment being set up would take, asked anew whenever it changes; null while there is none, or none is known yet. */
export const useEstimate = defineStore('estimate', () => {
  const plan = usePlan()
  const runs = useRuns()
  const connection = useConnection()
  const estimate = shallowRef<Estimate | null>(null)
  const error = ref<string | null>(null)
  /** When the last run will have ended, ms since 1970. */
  const finish = ref<number | null>(null)
  const busy = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  let asked = 0

  async function ask(): Promise<void> {
    const mine = ++asked
    const { request } = plan
    if (!request) return
    try {
      const answer = await lab().request('runs.estimate', request)
      if (mine !== asked) return
      estimate.value = answer
      error.value = null
      finish.value = Date.now() + answer.finish_seconds * 1000
    } catch (thrown) {
      if (mine === asked) error.value = sentenceOf(thrown)
    }
    if (mine === asked) busy.value = false
  }

  watch(
    () => JSON.stringify(plan.request),
    (request) => {
      clearTimeout(timer)
      asked++
      estimate.value = null
      error.value = null
      busy.value = request !== 'null'
      if (busy.value) timer = setTimeout(() => void ask(), PATIENCE_MS)
    },
    { immediate: true },
  )
  // The queue has moved on, or the lab is back: what was estimated stands until the lab has answered anew.
  watch(
    () => [connection.state === 'ready', ...[...runs.training, ...runs.queued].map(({ id }) => id)].join(),
    () => {
      if (!plan.request || busy.value) return
      clearTimeout(timer)
      timer = setTimeout(() => void ask(), PATIENCE_MS)
    },
  )
  onScopeDispose(() => clearTimeout(timer))

  return { estimate, finish, error, busy }
})
