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
  /** Columns of stderr. */
  columns(): number
  environment: NodeJS.ProcessEnv
  openLab(options: { home: string; maxRuns?: number }): Promise<Lab>
  /** Calls once when the user asks to end (Ctrl-C, or an end from outside); returns the way to stop listening. */
  onInterrupt(listener: (signal: 'SIGINT' | 'SIGTERM') => void): () => void
}

/** Exit codes that scripts can trust. */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130, terminated: 143 } as const

/** The process's own terminal. */
export function processTerminal(): Terminal {
  return {
    out: (written) => void process.stdout.write(written),
    err: (written) => void process.stderr.write(written),
    input: () => text(process.stdin),
    interactive: process.stderr.isTTY === true && process.env.TERM !== 'dumb',
    columns: () => process.stderr.columns || 100,
    environment: process.env,
    openLab: async (options) => (await import('../lab/lab')).Lab.open(options),
    onInterrupt(listener) {
      let asked = false
      const handle = (signal: NodeJS.Signals) => {
        // A second Ctrl-C does not wait.
        if (asked) process.exit(signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated)
        asked = true
        listener(signal as 'SIGINT' | 'SIGTERM')
      }
      process.on('SIGINT', handle)
      process.on('SIGTERM', handle)
      return () => {
        process.off('SIGINT', handle)
        process.off('SIGTERM', handle)
      }
    },
  }
}
