import { availableParallelism, cpus, totalmem } from 'node:os'
import type { Engine } from '../engines/engine'
import { defineProgram, matmul, reduceSum, variable } from '../graph'
import { Random } from '../random'
import { VERSION } from '../version'

/** What a set of times says, in milliseconds. */
export interface Times {
  ms_median: number
  ms_min: number
  ms_max: number
}

export const round = (value: number, places = 2): number => Math.round(value * 10 ** places) / 10 ** places

/** The middle of some values, or the mean of the two middle ones. Throws for none. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('There is nothing to summarise.')
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** Milliseconds of each of some rounds of a work, one after the other. */
export async function timesOf(rounds: number, work: (round: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < rounds; i++) {
    const start = performance.now()
    await work(i)
    times.push(performance.now() - start)
  }
  return times
}

/** Median, smallest and largest of some times in ms. Throws for none. */
export const summarise = (times: readonly number[]): Times => ({
  ms_median: round(median(times)),
  ms_min: round(Math.min(...times)),
  ms_max: round(Math.max(...times)),
})

/** The smallest of the values that at least this share of them does not exceed. Throws for none. */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('There is nothing to summarise.')
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]
}

/** The machine and the versions that a figure is of. */
export interface Machine {
  processor: string
  cores: number
  memory_gib: number
  platform: string
  node: string
  plenum: string
}

export const machine = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memory_gib: round(totalmem() / 2 ** 30, 1),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
  plenum: VERSION,
})

/** Largest resident memory of this process so far, MiB. */
export const peakMemory = (): number => Math.round(process.resourceUsage().maxRSS / 1024)

const SIDE = 1024
const PRODUCTS = 2
/** After so long (ms) no further run is begun. */
const PATIENCE = 1500

/**
 * The most that an engine makes of a matrix product on this machine now, GFLOP/s: the best of some runs of products of 1024 × 1024
 * matrices. Other figures of the same call are held against it, since the machine's speed changes.
 */
export async function productPeak(engine: Engine, runs = 8): Promise<number> {
  const names = Array.from({ length: PRODUCTS + 1 }, (_, i) => `m${i}`)
  const store = new Map(names.map((name) => [name, new Random('peak', name).fillUniform(new Float32Array(SIDE * SIDE), 0.05)]))
  const chain = names.map((name) => variable(name, [SIDE, SIDE])).reduce((product, next) => matmul(product, next))
  const executable = await engine.compile(defineProgram({ sum: reduceSum(chain) }), store)
  let best = Infinity
  const began = performance.now()
  for (let i = 0; i < runs && (i < 2 || performance.now() - began < PATIENCE); i++) {
    const start = performance.now()
    await executable.run({}, {})
    best = Math.min(best, performance.now() - start)
  }
  await executable.release()
  return round((PRODUCTS * 2 * SIDE ** 3) / best / 1e6, 1)
}
