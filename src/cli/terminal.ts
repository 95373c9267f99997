import { text } from 'node:stream/consumers'
import type { Lab } from '../lab/lab'

/** Where a command reads its surroundings from and writes to; tests bring their own. */
export interface Terminal {
  /** Writes to stdout. */
  out(text: string): void
  /** Writes to stderr. */
  err(text: string): void
  /** All of stdin, as UTF-8. */
  input(): Promise<string>
  /** Whether stderr is a terminal that can be rewritten. */
  interactive: boolean
  /** Columns and rows of stderr. */
  columns(): number
  rows(): number
  /** Columns of stdout. */
  width(): number
  environment: NodeJS.ProcessEnv
  openLab(options: { home: string; maxRuns?: number }): Promise<Lab>
  /** Calls once when the user asks to end (Ctrl-C, an end from outside, a closed terminal); returns the way to stop listening. */
  onInterrupt(listener: (signal: Interrupt) => void): () => void
}

/** Exit codes that scripts can trust. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const

/** Exit codes by the signal that asked to end, 128 and its number, as shells have it. */
export const INTERRUPTED = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const
export type Interrupt = keyof typeof INTERRUPTED
const INTERRUPTS = Object.keys(INTERRUPTED) as Interrupt[]

/** The process's own terminal. */
export function processTerminal(): Terminal {
  return {
    out: (written) => void process.stdout.write(written),
    err: (written) => void process.stderr.write(written),
    input: () => text(process.stdin),
    interactive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    columns: () => process.stderr.columns || 100,
    rows: () => process.stderr.rows || 24,
    width: () => process.stdout.columns || 100,
    environment: process.env,
    openLab: async (options) => (await import('../lab/lab')).Lab.open(options),
    onInterrupt(listener) {
      let asked = false
      const handle = (signal: Interrupt) => {
        // A second Ctrl-C does not wait.
        if (asked) process.exit(INTERRUPTED[signal])
        asked = true
        listener(signal)
      }
      for (const signal of INTERRUPTS) process.on(signal, handle)
      return () => {
        for (const signal of INTERRUPTS) process.off(signal, handle)
      }
    },
  }
}
