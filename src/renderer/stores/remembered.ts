import { defineStore } from 'pinia'
import { effectScope, ref, watch, type Ref } from 'vue'
import { z } from 'zod'

const PREFIX = 'plenum.'
const envelope = z.object({ version: z.int(), value: z.unknown() })

/** One ref a key, as long as the window lives. */
const useMemory = defineStore('memory', () => {
  const refs = new Map<string, Ref<unknown>>()
  const scope = effectScope(true)
  return { refs, scope }
})

/**
 * A value that the window remembers between sessions, in its own storage: layout, filters, the last place. Deeply reactive; one
 * ref a key, however many ask for it.
 *
 * @param key its name, for example `runs.filters`; unique over the window
 * @param schema what it must be; fields with `.catch` keep the rest when one of them no longer fits
 * @param fallback where nothing is remembered, or nothing readable; copied
 * @param version raised when the shape changes so that an older value would mislead: it is then forgotten
 */
export function useRemembered<T>(key: string, schema: z.ZodType<T>, fallback: NoInfer<T>, version = 1): Ref<T> {
  const { refs, scope } = useMemory()
  const present = refs.get(key)
  if (present) return present as Ref<T>
  const kept = ref(read(key, schema, version) ?? structuredClone(fallback)) as Ref<T>
  refs.set(key, kept)
  // Not in the scope of the component that asked first: it may go before the last.
  scope.run(() => watch(kept, (value) => write(key, { version, value }), { deep: true }))
  return kept
}

function read<T>(key: string, schema: z.ZodType<T>, version: number): T | undefined {
  try {
    const stored = envelope.parse(JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null'))
    return stored.version === version ? schema.parse(stored.value) : undefined
  } catch {
    return undefined
  }
}

function write(key: string, stored: { version: number; value: unknown }): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(stored))
  } catch {
    // A full or forbidden storage costs the memory of the layout, not the window.
  }
}
