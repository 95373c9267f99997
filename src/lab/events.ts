import type { LabEvent } from '../shared/contract'

export type LabListener = (event: LabEvent) => void

/** Tells every listener what the lab says unasked, in order. A listener that throws harms no other. */
export class Events {
  private readonly listeners = new Set<LabListener>()

  readonly emit = (event: LabEvent): void => {
    for (const listener of [...this.listeners]) {
      try {
        listener(event)
      } catch (error) {
        process.stderr.write(`A listener of the lab failed: ${error instanceof Error ? error.stack : String(error)}\n`)
      }
    }
  }

  /** Returns the way to stop. */
  subscribe(listener: LabListener): () => void {
    // Wrapped, so that one function subscribed twice is told twice and leaves once.
    const own: LabListener = (event) => listener(event)
    this.listeners.add(own)
    return () => {
      this.listeners.delete(own)
    }
  }
}
