/** A run or a race to be placed: how long it takes, and how many places it wants. */
export interface Work {
  seconds: number
  places: number
}

/**
 * Seconds until each of some works has ended, as the queue starts them: in order, each as soon as one place is free, taking as many as
 * it wants and there are.
 * @param taken seconds until places that are taken now are free
 */
export function endTimes(works: readonly Work[], places: number, taken: readonly number[] = []): number[] {
  const free = new Array<number>(Math.max(1, places)).fill(0)
  // More may train than there are places: a race takes them all, and resumed runs wait for none.
  for (const seconds of [...taken].sort((a, b) => b - a)) {
    const first = free.indexOf(Math.min(...free))
    free[first] = Math.max(free[first], seconds)
  }
  return works.map(({ seconds, places: wanted }) => {
    free.sort((a, b) => a - b)
    const used = Math.min(free.length, Math.max(1, wanted))
    const end = free[0] + seconds
    for (let i = 0; i < used; i++) free[i] = Math.max(free[i], end)
    return end
  })
}

/** Seconds until the last of some works has ended where nothing else trains. */
export const makespan = (works: readonly Work[], places: number): number => Math.max(0, ...endTimes(works, places))

/** Seconds of a race, whose members take turns in so many places and end together: at least as long as its slowest alone. */
export function raceSeconds(members: readonly number[], places: number): number {
  const sorted = [...members].sort((a, b) => b - a)
  const together = Math.max(1, Math.min(places, sorted.length))
  const total = sorted.reduce((sum, seconds) => sum + seconds, 0)
  return Math.max(sorted[0] ?? 0, total / together)
}

/** Runs as works: each alone, the members of a race as one that wants a place for each. With the indices of the runs of each. */
export function worksOf(runs: readonly { race: string | null; seconds: number }[], places: number): (Work & { runs: number[] })[] {
  const groups = [...Map.groupBy(runs.keys(), (i) => runs[i].race ?? i).values()].map((group) => [...group])
  return groups.map((group) => ({
    runs: group,
    places: group.length,
    seconds: raceSeconds(
      group.map((i) => runs[i].seconds),
      places,
    ),
  }))
}
