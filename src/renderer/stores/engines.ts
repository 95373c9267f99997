import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { lab } from '../api/lab'
import { useConnection } from './connection'
import { useNotices } from './notices'

/** The engines of this machine, those that can be used first, and their self-tests. */
export const useEngines = defineStore('engines', () => {
  const connection = useConnection()
  const all = computed(() => connection.info?.engines ?? [])
  /** That are there, whether or not they passed. */
  const present = computed(() => all.value.filter(({ device }) => device !== '–'))
  const absent = computed(() => all.value.filter(({ device }) => device === '–'))
  /** Id of the one whose self-test runs. */
  const testing = ref<string | null>(null)

  /** Runs an engine's self-test anew; its state says what came of it. */
  async function test(id: string): Promise<void> {
    if (testing.value !== null) return
    testing.value = id
    await useNotices().attempt(async () => {
      const engines = await lab().request('engines.test', { id })
      if (connection.info) connection.info = { ...connection.info, engines }
    })
    testing.value = null
  }

  return { present, absent, testing, test }
})
