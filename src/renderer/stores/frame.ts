/** A hidden window has no frames; what waits for one then waits this long. */
const HIDDEN_MS = 250

/** Gathers calls: `act` runs once at the next frame, or after a moment where the window is hidden and no frame comes. */
export function onceAFrame(act: () => void): { ask(): void; now(): void } {
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function now(): void {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    frame = 0
    act()
  }
  return {
    ask() {
      if (frame !== 0) return
      frame = requestAnimationFrame(now)
      timer = setTimeout(now, HIDDEN_MS)
    },
    now,
  }
}
