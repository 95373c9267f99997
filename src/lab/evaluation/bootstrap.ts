import { setImmediate } from 'node:timers/promises'
import type { Random } from '../random'

/** Resamples an interval is taken from. */
const RESAMPLES = 1000

/** What an interval leaves out on either side: it covers 95 %. */
const TAIL = 0.025

/** Milliseconds after which the outside is let in. */
const BREATH = 20

export type Interval = [low: number, high: number]

/** How often each unit is drawn when as many are drawn with replacement as there are. */
export function drawCounts(counts: Float64Array, random: Random): Float64Array {
  counts.fill(0)
  for (let i = 0; i < counts.length; i++) counts[random.int(counts.length)]++
  return counts
}

/** Quantile of sorted values, between two of them on the line through both. */
function quantile(sorted: Float64Array, level: number): number {
  const place = level * (sorted.length - 1)
  const below = Math.floor(place)
  const share = place - below
  return share === 0 ? sorted[below] : (1 - share) * sorted[below] + share * sorted[below + 1]
}

/** From the 2.5th to the 97.5th percentile of a statistic's resamples; null where they are not all finite. */
export function percentileInterval(resampled: Float64Array): Interval | null {
  if (!resampled.every(Number.isFinite)) return null
  const sorted = resampled.toSorted()
  return [quantile(sorted, TAIL), quantile(sorted, 1 - TAIL)]
}

export interface BootstrapOptions {
  random: Random
  /** Default 1000. */
  resamples?: number
  /** Gets the share done and may throw to cancel. */
  onProgress?(share: number): void
}

/**
 * 95 % intervals of statistics of independent units by the percentile bootstrap (Efron 1979): units are drawn with replacement,
 * as many as there are, and each statistic computed anew, a thousand times.
 *
 * @param statistics every statistic of a resample, which is given as how often each unit is in it, [units]
 * @returns an interval for each statistic; null where there are fewer than two units, as nothing varies then, or where a statistic
 * is not finite
 */
export async function bootstrap(
  units: number,
  statistics: (counts: Float64Array) => readonly number[],
  { random, resamples = RESAMPLES, onProgress = () => {} }: BootstrapOptions,
): Promise<(Interval | null)[]> {
  const counts = new Float64Array(units)
  if (units < 2) return statistics(counts.fill(1)).map(() => null)
  const columns: Float64Array[] = []
  let breathed = performance.now()
  for (let r = 0; r < resamples; r++) {
    statistics(drawCounts(counts, random)).forEach((value, k) => ((columns[k] ??= new Float64Array(resamples))[r] = value))
    if (performance.now() - breathed < BREATH && r < resamples - 1) continue
    onProgress((r + 1) / resamples)
    await setImmediate()
    breathed = performance.now()
  }
  return columns.map(percentileInterval)
}

/** Σ_n counts[n] · values[n] of each column, [width]. @param values [units, width] */
export function weightedSums(values: Float64Array, counts: Float64Array): Float64Array {
  const width = values.length / counts.length
  const sums = new Float64Array(width)
  for (let n = 0, at = 0; n < counts.length; n++, at += width) {
    const weight = counts[n]
    if (weight !== 0) for (let k = 0; k < width; k++) sums[k] += weight * values[at + k]
  }
  return sums
}

/** Columns of equal length as one matrix, [units, columns]. */
export function asColumns(columns: readonly ArrayLike<number>[]): Float64Array {
  const width = columns.length
  const matrix = new Float64Array(width * (columns[0]?.length ?? 0))
  columns.forEach((column, k) => {
    for (let n = 0; n < column.length; n++) matrix[n * width + k] = column[n]
  })
  return matrix
}
