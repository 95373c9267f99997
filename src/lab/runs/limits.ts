import { availableParallelism } from 'node:os'

/** Cores this process may use. */
export const cores = (): number => Math.max(1, availableParallelism())

/**
 * Runs that train at once: two on 2…11 cores, so that objectives are seen racing, then one for every four cores (a step of these
 * sizes gains little from a fifth thread); one on a single core.
 */
export const defaultMaxRuns = (available = cores()): number => (available === 1 ? 1 : Math.max(2, Math.floor(available / 4)))

/** Threads of each of `together` runs, the cores shared evenly. */
export const threadsFor = (together: number, available = cores()): number => Math.max(1, Math.floor(available / Math.max(1, together)))
