import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { ObjectiveDescriptor } from '../../shared/objective'
import { lab } from '../api/lab'

/** The objectives the lab can train, as it describes them. */
export const useObjectives = defineStore('objectives', () => {
  const list = shallowRef<ObjectiveDescriptor[]>([])

  async function load(): Promise<void> {
    list.value = await lab().request('objectives.list', {})
  }

  const find = (id: string) => list.value.find((objective) => objective.id === id) ?? null

  return { list, load, find }
})
