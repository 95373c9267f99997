import { ref, shallowRef, watch } from 'vue'
import { sentenceOf } from '../../api/client'
import { useConnection } from '../../stores/connection'

/**
 * The answer to a question that changes: asked anew with every change, while it is not null. A later question overtakes an
 * earlier one; the last answer stands until the next. One that failed is asked `again`, by itself once the lab is back.
 */
export function useAnswer<Q, A>(question: () => Q | null, ask: (question: Q) => Promise<A>) {
  const answer = shallowRef<A | null>(null)
  const error = ref<string | null>(null)
  const busy = ref(false)
  const connection = useConnection()
  let asked = 0

  async function again(): Promise<void> {
    const mine = ++asked
    const present = question()
    busy.value = present !== null
    if (present === null) return
    error.value = null
    try {
      const answered = await ask(present)
      if (mine === asked) answer.value = answered
    } catch (thrown) {
      if (mine === asked) error.value = sentenceOf(thrown)
    }
    if (mine === asked) busy.value = false
  }

  watch(() => JSON.stringify(question()), again, { immediate: true })
  watch(
    () => connection.state,
    (state) => {
      if (state === 'ready' && error.value !== null) void again()
    },
  )

  return { answer, error, busy, again }
}
