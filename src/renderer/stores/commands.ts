import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowReactive } from 'vue'
import type { Command } from '../commands/command'

type Source = () => readonly Command[]

/** Everything that can be done by name or by key just now, and which of the window's own sheets is open. */
export const useCommands = defineStore('commands', () => {
  const sources = shallowReactive(new Set<Source>())
  const offered = computed(() => [...sources].flatMap((source) => source()))

  /** What can be done now. */
  const all = (): Command[] => offered.value.filter(({ when }) => when?.() ?? true)

  /** One at a time. */
  const sheet = ref<'palette' | 'shortcuts' | 'about' | null>(null)

  function add(source: Source): () => void {
    sources.add(source)
    return () => void sources.delete(source)
  }

  /** Does what a command does, where there is one of that name now; answers whether there was. */
  function run(id: string): boolean {
    const command = all().find((candidate) => candidate.id === id)
    if (command) void command.run()
    return command !== undefined
  }

  return { all, sheet, add, run }
})

/** Offers commands as long as the component lives: those of a page, of a panel. They are read anew with what they depend on. */
export function provideCommands(source: Source): void {
  onScopeDispose(useCommands().add(source))
}
