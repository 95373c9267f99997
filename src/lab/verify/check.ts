import type { Engine } from '../engines/engine'

/** One golden file that Plenum can recompute. */
export interface GoldenCheck {
  /** File name without `.json`. */
  file: string
  /** Largest relative error allowed (`relativeError`). */
  tolerance: number
  /** Findings with a tolerance of their own, by their names. */
  tolerances?: Readonly<Record<string, number>>
  /** Relative error of each thing compared, by a name a person understands. */
  run(golden: unknown, engine: Engine): Promise<Map<string, number>>
}

/** Collects errors under names; several of one name keep the largest, and no number counts as infinite. */
export class Findings extends Map<string, number> {
  note(name: string, error: number): void {
    this.set(name, Number.isNaN(error) ? Infinity : Math.max(this.get(name) ?? 0, error))
  }
}
