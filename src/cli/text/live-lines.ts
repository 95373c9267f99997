import type { Terminal } from '../terminal'

/** Milliseconds between two plain lines of one name where stderr is no terminal. */
const PLAIN_INTERVAL = 30_000

/** Progress on stderr: one line a name, rewritten in place on a terminal; elsewhere a plain line now and then. */
export class LiveLines {
  private readonly lines = new Map<string, string>()
  private readonly printed = new Map<string, number>()
  private drawn = 0

  constructor(
    private readonly terminal: Terminal,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** Shows the present line of a name; `important` lines are printed also where nothing can be rewritten. */
  set(name: string, line: string, important = false): void {
    if (this.lines.get(name) === line) return
    this.lines.set(name, line)
    if (this.terminal.interactive) return this.draw()
    const last = this.printed.get(name)
    if (!important && last !== undefined && this.now() - last < PLAIN_INTERVAL) return
    this.printed.set(name, this.now())
    this.terminal.err(`${line}\n`)
  }

  /** Leaves the lines as they are; what is written next stands below. */
  end(): void {
    this.lines.clear()
    this.drawn = 0
  }

  private draw(): void {
    const width = Math.max(20, this.terminal.columns() - 1)
    const up = this.drawn > 0 ? `\u001b[${this.drawn}A` : ''
    const text = [...this.lines.values()].map((line) => `\r\u001b[2K${[...line].slice(0, width).join('')}\n`).join('')
    this.terminal.err(up + text)
    this.drawn = this.lines.size
  }
}
