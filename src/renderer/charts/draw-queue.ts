/** Part of the window's time that drawing may take; the rest stays free for the hand on the mouse. */
const SHARE = 0.25

/** A frame at 60 a second, ms. */
const FRAME_MS = 1000 / 60

/**
 * Drawings of the window, one a frame and never more than a quarter of the time: when ten runs stream, charts come round less
 * often instead of making the window stall. What a drawing takes is its own time and that by which the next frame was late for it,
 * as the browser paints after the script. Asking again for a drawing that waits changes nothing.
 */
export class DrawQueue {
  private readonly waiting = new Set<() => void>()
  private busy = false

  /** @param frame calls back at the next frame; @param now milliseconds; @param later calls back after milliseconds */
  constructor(
    private readonly frame: (callback: () => void) => void = (callback) => void requestAnimationFrame(callback),
    private readonly now: () => number = () => performance.now(),
    private readonly later: (callback: () => void, ms: number) => void = (callback, ms) => void setTimeout(callback, ms),
  ) {}

  add(draw: () => void): void {
    this.waiting.add(draw)
    if (this.busy) return
    this.busy = true
    this.frame(() => this.next())
  }

  remove(draw: () => void): void {
    this.waiting.delete(draw)
  }

  private next(): void {
    const [draw] = this.waiting
    if (!draw) {
      this.busy = false
      return
    }
    this.waiting.delete(draw)
    const start = this.now()
    draw()
    const drawn = this.now()
    this.frame(() => {
      const late = Math.max(0, this.now() - start - FRAME_MS)
      const rest = Math.max(drawn - start, late) * (1 / SHARE - 1)
      this.later(() => this.rested(), rest)
    })
  }

  private rested(): void {
    if (this.waiting.size > 0) this.frame(() => this.next())
    else this.busy = false
  }
}

/** The window's one queue. */
export const drawQueue = new DrawQueue()
