import { computed, onBeforeUnmount, ref, type Ref } from 'vue'

/** A replay stays so long on an epoch. */
const BEAT_MS = 400

/**
 * Which epoch of a race is shown: the latest, or one that was chosen, or one after the other. `start` halts it and follows again.
 * @param latest the last epoch that can be shown; 0 before the first
 */
export function useReplay(latest: Readonly<Ref<number>>) {
  /** null: follows the race. */
  const chosen = ref<number | null>(null)
  const epoch = computed({
    get: () => Math.min(chosen.value ?? latest.value, Math.max(1, latest.value)),
    set: (at) => (chosen.value = at >= latest.value ? null : Math.max(1, at)),
  })
  const follows = computed(() => chosen.value === null)

  const timer = ref<ReturnType<typeof setInterval> | null>(null)
  const playing = computed(() => timer.value !== null)
  function halt(): void {
    if (timer.value !== null) clearInterval(timer.value)
    timer.value = null
  }
  /** Plays from the chosen epoch on, from the first where the latest is shown; or halts. */
  function play(): void {
    if (playing.value) return halt()
    if (follows.value) chosen.value = 1
    timer.value = setInterval(() => {
      epoch.value++
      if (follows.value) halt()
    }, BEAT_MS)
  }
  function follow(): void {
    halt()
    chosen.value = null
  }
  onBeforeUnmount(halt)

  return { epoch, follows, playing, play, follow }
}
