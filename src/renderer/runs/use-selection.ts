import { computed, ref, watch } from 'vue'

/**
 * Which of the listed runs are chosen, and on which the keyboard stands, as in a list of files: a click chooses one, with Ctrl or
 * Cmd one more, with Shift all up to it; Space, Shift with arrows and Ctrl A do the same by key.
 */
export function useSelection(ids: () => readonly string[]) {
  const chosen = ref<ReadonlySet<string>>(new Set())
  /** Where the keyboard stands. */
  const current = ref<string | null>(null)
  /** From where Shift reaches. */
  let anchor: string | null = null

  // What is no longer listed is not chosen: nothing is done to runs that are not seen.
  watch(ids, (listed) => {
    const present = new Set(listed)
    if ([...chosen.value].some((id) => !present.has(id))) chosen.value = new Set([...chosen.value].filter((id) => present.has(id)))
    if (current.value !== null && !present.has(current.value)) current.value = null
  })

  const stop = computed(() => current.value ?? ids()[0] ?? null)

  function choose(id: string): void {
    chosen.value = new Set([id])
    current.value = anchor = id
  }

  function toggle(id: string): void {
    const next = new Set(chosen.value)
    if (!next.delete(id)) next.add(id)
    chosen.value = next
    current.value = anchor = id
  }

  function reach(id: string): void {
    const listed = ids()
    const [from, to] = [listed.indexOf(anchor ?? id), listed.indexOf(id)].sort((a, b) => a - b)
    chosen.value = new Set(listed.slice(Math.max(0, from), to + 1))
    current.value = id
  }

  /** Moves the keyboard's place; answers where it stands then. */
  function move(by: number, extend: boolean): string | null {
    const listed = ids()
    if (listed.length === 0) return null
    const at = current.value === null ? (by > 0 ? -1 : listed.length) : listed.indexOf(current.value)
    const next = listed[Math.min(listed.length - 1, Math.max(0, at + by))]
    if (extend) {
      anchor ??= current.value ?? next
      reach(next)
    } else current.value = next
    return next
  }

  const all = () => void (chosen.value = new Set(ids()))
  const clear = () => void (chosen.value = new Set())

  return { chosen, current, stop, choose, toggle, reach, move, all, clear }
}
