import { defineStore } from 'pinia'
import { reactive, ref, watch } from 'vue'
import { decodingSchema, type Decoding } from '../../shared/decoding'

/** Typing is waited for this long before anything is decoded anew. */
const PATIENCE_MS = 250

/** How the panels of trained runs decode; the choice stays while the window is open. */
export const useDecoding = defineStore('decoding', () => {
  const asked = reactive<Decoding>(decodingSchema.parse({}))
  /** The last choice whose values all lie in their ranges. */
  const used = ref<Decoding>({ ...asked })
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(asked, () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const checked = decodingSchema.safeParse({ ...asked })
      if (checked.success) used.value = checked.data
    }, PATIENCE_MS)
  })

  return { asked, used }
})
