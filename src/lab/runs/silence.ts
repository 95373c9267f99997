/** Looks a minute. */
const LOOKS = 12
const INTERVAL = 60_000 / LOOKS

/**
 * Tells once when nothing was heard for so many minutes. Counted in looks, not by the clock: a machine that slept, or a clock that was
 * set, makes nobody silent.
 */
export class Silence {
  private looks = 0
  private timer: NodeJS.Timeout | null = null
  /** Whether it was told and nothing was heard since. */
  told = false

  /** @param interval milliseconds between two looks */
  constructor(
    private readonly minutes: number,
    private readonly onSilent: () => void,
    private readonly interval = INTERVAL,
  ) {
    this.listen()
  }

  /** Something was heard, or is not expected any more until `listen`. */
  end(): void {
    if (this.timer) clearInterval(this.timer)
    this.timer = null
    this.looks = 0
    this.told = false
  }

  /** Something is expected from now on. Answers whether there was silence before. */
  listen(): boolean {
    const { told } = this
    this.looks = 0
    this.told = false
    this.timer ??= setInterval(() => this.look(), this.interval).unref()
    return told
  }

  private look(): void {
    if (this.told || ++this.looks < this.minutes * LOOKS) return
    this.told = true
    this.onSilent()
  }
}
