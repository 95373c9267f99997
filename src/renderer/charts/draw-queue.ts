/** Part of the window's time that drawing may take; the rest stays free for the hand on the mouse. */
const SHARE = 0.25

/** A frame at 60 a second, ms. */
const FRAME_MS = 1000 / 60

/**
 * Drawings of the window, one a frame and never more than a quarter of the time: when ten runs stream, charts come round less
 * often instead of making the window stall. What a drawing takes is its own time and that by which the next frame was late for it,
 * as the browser paints after the script. Asking again for a drawing that waits changes nothing. What a change of look asks for
 * is drawn all in the next frame, whatever else waits or rests.
 */
export class DrawQueue {
  private readonly waiting = new Set<() => void>()
  private readonly urgent = new Set<() => void>()
  private busy = false
  /** The rest that is being kept; one that was broken off is another. */
  private rest: object | null = null

  /** @param frame calls back at the next frame; @param now milliseconds; @param later calls back after milliseconds */
  constructor(
    private readonly frame: (callback: () => void) => void = (callback) => void requestAnimationFrame(callback),
    private readonly now: () => number = () => performance.now(),
    private readonly later: (callback: () => void, ms: number) => void = (callback, ms) => void setTimeout(callback, ms),
  ) {}

  add(draw: () => void): void {
    if (this.urgent.has(draw)) return
    this.waiting.add(draw)
    if (!this.busy) this.begin()
  }

  /** Draws in the next frame, with all others that are urgent. */
  addUrgent(draw: () => void): void {
    this.waiting.delete(draw)
    this.urgent.add(draw)
    if (!this.busy || this.rest) this.begin()
  }

  remove(draw: () => void): void {
    this.waiting.delete(draw)
    this.urgent.delete(draw)
  }

  private begin(): void {
    this.busy = true
    this.rest = null
    this.frame(() => this.next())
  }

  private next(): void {
    const draws = this.urgent.size > 0 ? [...this.urgent] : [...this.waiting].slice(0, 1)
    if (draws.length === 0) {
      this.busy = false
      return
    }
    const start = this.now()
    try {
      for (const draw of draws) {
        this.remove(draw)
        draw()
      }
    } finally {
      // Also where a drawing fails: the others come round.
      this.restAfter(start)
    }
  }

  private restAfter(start: number): void {
    const drawn = this.now()
    this.frame(() => {
      if (this.urgent.size > 0) return this.next()
      const late = Math.max(0, this.now() - start - FRAME_MS)
      const ms = Math.max(drawn - start, late) * (1 / SHARE - 1)
      const rest = (this.rest = {})
      this.later(() => this.rested(rest), ms)
    })
  }

  private rested(rest: object): void {
    if (rest !== this.rest) return
    this.rest = null
    if (this.waiting.size > 0) this.begin()
    else this.busy = false
  }
}

/** The window's one queue. */
export const drawQueue = new DrawQueue()
