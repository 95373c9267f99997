/**
 * Calls `action` at most once every `interval` ms: at once when it rested, otherwise at the end of the interval. `flush` does what is due now;
 * `settle` says that it has been done otherwise, `cancel` forgets it and the interval.
 */
export class Throttle {
  private timer: NodeJS.Timeout | null = null
  private due = false

  constructor(
    private readonly interval: number,
    private readonly action: () => void,
  ) {}

  request(): void {
    this.due = true
    if (!this.timer) this.run()
  }

  flush(): void {
    if (this.due) this.run()
  }

  settle(): void {
    this.due = false
  }

  cancel(): void {
    this.due = false
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  private run(): void {
    if (this.timer) clearTimeout(this.timer)
    this.due = false
    this.timer = setTimeout(() => {
      this.timer = null
      if (this.due) this.run()
    }, this.interval)
    this.timer.unref()
    this.action()
  }
}
