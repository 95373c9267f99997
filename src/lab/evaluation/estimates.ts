import type { IntervalEstimate, Overlap } from '../../shared/text-evaluation'
import { bootstrap, type BootstrapOptions } from './bootstrap'

/** Statistics of units with their bootstrap intervals; the interval is the figure itself where nothing varies. */
export async function estimates(
  units: number,
  statistics: (counts: Float64Array) => readonly number[],
  options: BootstrapOptions,
): Promise<IntervalEstimate[]> {
  const values = statistics(new Float64Array(units).fill(1))
  const intervals = await bootstrap(units, statistics, options)
  return values.map((value, k) => ({ value, low: intervals[k]?.[0] ?? value, high: intervals[k]?.[1] ?? value }))
}

/** Precision, recall and F from three estimates in this order. */
export const asOverlap = ([precision, recall, f]: readonly IntervalEstimate[]): Overlap => ({ precision, recall, f })

/** What is given for orders 1 to 4, as a tuple. */
export const asFour = <T>([first, second, third, fourth]: readonly T[]): [T, T, T, T] => [first, second, third, fourth]
