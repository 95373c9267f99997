/** Those who hear of one thing, in the order in which they came. */
export class Listeners<Told extends readonly unknown[]> {
  private readonly all = new Set<(...told: Told) => void>()

  get none(): boolean {
    return this.all.size === 0
  }

  /** Returns the way to stop. */
  add(listener: (...told: Told) => void): () => void {
    this.all.add(listener)
    return () => {
      this.all.delete(listener)
    }
  }

  tell(...told: Told): void {
    for (const listener of this.all) listener(...told)
  }
}

/** Those who hear of a state as it changes; who comes later is told the present one at once. */
export class StateListeners<Told extends readonly unknown[]> extends Listeners<Told> {
  private present: Told | null = null

  override add(listener: (...told: Told) => void): () => void {
    const stop = super.add(listener)
    if (this.present) listener(...this.present)
    return stop
  }

  override tell(...told: Told): void {
    this.present = told
    super.tell(...told)
  }
}
