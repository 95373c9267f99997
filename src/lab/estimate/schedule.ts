/** A run or a race to be placed: how long it takes, and how many places it wants. */
export interface Work {
  seconds: number
  places: number
}

/**
 * Seconds until the last of some works has ended, as the queue starts them: in order, each as soon as one place is free, taking as
 * many as it wants and there are.
 */
export function makespan(works: readonly Work[], places: number): number {
  const free = new Array<number>(Math.max(1, places)).fill(0)
  for (const { seconds, places: wanted } of works) {
    free.sort((a, b) => a - b)
    const taken = Math.min(free.length, Math.max(1, wanted))
    const end = free[0] + seconds
    for (let i = 0; i < taken; i++) free[i] = Math.max(free[i], end)
  }
  return Math.max(...free)
}

/** Seconds of a race, whose members take turns in so many places and end together: at least as long as its slowest alone. */
export function raceSeconds(members: readonly number[], places: number): number {
  const sorted = [...members].sort((a, b) => b - a)
  const together = Math.max(1, Math.min(places, sorted.length))
  const total = sorted.reduce((sum, seconds) => sum + seconds, 0)
  return Math.max(sorted[0] ?? 0, total / together)
}
