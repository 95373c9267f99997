/** A hidden window has no frames; what waits for one then waits this long. */
const HIDDEN_MS = 250

/**
 * Gathers calls: `act` runs once at the next frame, or after a moment where the window is hidden and no frame comes. With `rest` at
 * least so many milliseconds lie between two of its runs; `now` runs it at once and leaves nothing waiting.
 */
export function onceAFrame(act: () => void, rest = 0): { ask(): void; now(): void } {
  let waiting = false
  let last = -Infinity
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function now(): void {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
    waiting = false
    last = performance.now()
    act()
  }
  function next(): void {
    frame = requestAnimationFrame(now)
    timer = setTimeout(now, HIDDEN_MS)
  }
  return {
    ask() {
      if (waiting) return
      waiting = true
      const left = last + rest - performance.now()
      if (left > 0) timer = setTimeout(next, left)
      else next()
    },
    now,
  }
}

/** What the lab tells is taken over at most this often, ms: ten runs in training tell more than anyone sees change. */
export const TOLD_MS = 100
