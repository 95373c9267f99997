import type { Terminal } from '../terminal'
import { cut } from './wrap'

/** Milliseconds between two plain lines of one name where stderr is no terminal. */
const PLAIN_INTERVAL = 30_000

/** Progress on stderr: one line a name, rewritten in place on a terminal; elsewhere a plain line now and then. */
export class LiveLines {
  private readonly lines = new Map<string, string>()
  private readonly printed = new Map<string, number>()
  private readonly told = new Map<string, string>()
  private drawn = 0

  constructor(
    private readonly terminal: Terminal,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** Shows the present line of a name; `important` lines are printed also where nothing can be rewritten. */
  set(name: string, line: string, important = false): void {
    if (this.lines.get(name) === line) return
    this.lines.set(name, line)
    if (this.terminal.interactive) return this.terminal.err(this.above() + this.present())
    const last = this.printed.get(name)
    if (!important && last !== undefined && this.now() - last < PLAIN_INTERVAL) return
    this.printed.set(name, this.now())
    this.terminal.err(`${line}\n`)
  }

  /** Says a sentence in whole and for good, above the lines; what was said last under the same name is not said again. */
  tell(name: string, sentence: string): void {
    if (this.told.get(name) === sentence) return
    this.told.set(name, sentence)
    this.terminal.err(this.terminal.interactive ? `${this.above()}${sentence}\n${this.present()}` : `${sentence}\n`)
  }

  /** Leaves the lines as they are; what is written next stands below. */
  end(): void {
    this.lines.clear()
    this.drawn = 0
  }

  /** Goes to where the lines begin and clears them. */
  private above(): string {
    return this.drawn > 0 ? `\u001b[${this.drawn}A\r\u001b[J` : ''
  }

  /** The lines, none of which wraps. What has scrolled out of sight cannot be rewritten: of too many the last are shown. */
  private present(): string {
    const width = Math.max(1, this.terminal.columns() - 1)
    const shown = [...this.lines.values()].slice(-Math.max(1, this.terminal.rows() - 1))
    this.drawn = shown.length
    return shown.map((line) => `${cut(line, width)}\n`).join('')
  }
}
