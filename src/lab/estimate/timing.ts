import { performance } from 'node:perf_hooks'
import { cellsOf, type Batch } from '../corpus/batches'

const LEAST_STEPS = 4
/** Rounds over the batches at most. */
const MOST_ROUNDS = 8

/** Seconds that some work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** Seconds a cell: over the batches again and again until the budget (seconds) is used up, at least over the first few. */
export async function rateOf(batches: readonly Batch[], budget: number, work: (batch: Batch, i: number) => Promise<void>): Promise<number> {
  const least = Math.min(LEAST_STEPS, batches.length)
  let seconds = 0
  let cells = 0
  for (let i = 0; i < least || (seconds < budget && i < MOST_ROUNDS * batches.length); i++) {
    const batch = batches[i % batches.length]
    seconds += await timed(() => work(batch, i))
    cells += cellsOf(batch)
  }
  return seconds / cells
}

/** Median seconds of a few calls after two that are not timed. */
export async function medianSeconds(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 11; i++) times.push(await timed(work))
  return times.slice(2).sort((a, b) => a - b)[4]
}
