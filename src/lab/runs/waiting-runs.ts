import type { Store } from '../store/store'

/** The runs that wait for this process to train them, in their order. */
export class WaitingRuns {
  /** @param identity of this process, as the store knows it */
  constructor(
    private readonly store: Store,
    private readonly identity: string,
  ) {}

  ids(): string[] {
    return this.store.runs.waiting(this.identity)
  }

  /** Brings waiting runs into this order; those not named follow in theirs. */
  order(ids: readonly string[]): void {
    this.store.transaction(() => {
      const waiting = this.ids()
      const named = [...new Set(ids)].filter((id) => waiting.includes(id))
      this.store.runs.order([...named, ...waiting.filter((id) => !named.includes(id))])
    })
  }
}
