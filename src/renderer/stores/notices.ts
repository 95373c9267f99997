import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { sentenceOf } from '../api/client'

export interface Notice {
  id: number
  message: string
}

/** Sentences about what went wrong, kept until dismissed. */
export const useNotices = defineStore('notices', () => {
  const list = shallowRef<Notice[]>([])
  let counter = 0

  function say(message: string): void {
    if (list.value.some((notice) => notice.message === message)) return
    list.value = [...list.value, { id: ++counter, message }]
  }

  const dismiss = (id: number) => void (list.value = list.value.filter((notice) => notice.id !== id))

  /** Does something and says so when it fails; answers undefined then. */
  async function attempt<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action()
    } catch (error) {
      say(sentenceOf(error))
      return undefined
    }
  }

  return { list, say, dismiss, attempt }
})
