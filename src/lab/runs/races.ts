import type { ActiveRun } from './active-run'
import { Race } from './race'

/** The races under way, by id. Counts how many of the places for training the present runs take. */
export class Races {
  private readonly races = new Map<string, Race>()

  /** @param active the runs in training @param places runs that may compute at once */
  constructor(
    private readonly active: ReadonlyMap<string, ActiveRun>,
    private readonly places: number,
  ) {}

  get none(): boolean {
    return this.races.size === 0
  }

  /** Whether a member of a race is in training. */
  has(race: string): boolean {
    return this.races.has(race)
  }

  /** A run began; one of no race is none of ours. */
  join(run: ActiveRun): void {
    const { race } = run
    if (race === null) return
    const present = this.races.get(race) ?? new Race(() => this.places - this.taken(race))
    this.races.set(race, present)
    present.join(run.id, () => run.command({ type: 'go' }))
  }

  /** A run of a race has taken so many steps and waits. */
  meet(race: string | null, id: string, step: number): void {
    if (race !== null) this.races.get(race)?.meet(id, step)
  }

  leave(run: ActiveRun): void {
    if (run.race === null) return
    const race = this.races.get(run.race)
    race?.leave(run.id)
    if (race?.size === 0) this.races.delete(run.race)
  }

  /** Lets members go on for whom there is a place now. */
  advance(): void {
    for (const race of this.races.values()) race.advance()
  }

  /** Places taken by runs that are not paused, a race taking no more than there are; without those of the race `apart`. */
  taken(apart: string | null = null): number {
    const members = new Map<string, number>()
    let single = 0
    for (const { race, paused } of this.active.values()) {
      if (paused || (race !== null && race === apart)) continue
      if (race === null) single++
      else members.set(race, (members.get(race) ?? 0) + 1)
    }
    return [...members.values()].reduce((sum, count) => sum + Math.min(count, this.places), single)
  }
}
