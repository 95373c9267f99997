import type { MetricId } from './metrics'
import type { Series } from './run'

/** A series without points. */
export const emptySeries = (): Series => ({ step: [], epoch: [], seconds: [], values: {} })

/** Appends `added` to `target` in place; a column that one side lacks is filled with null. */
export function appendSeries(target: Series, added: Series): void {
  const before = target.step.length
  const count = added.step.length
  append(target.step, added.step)
  append(target.epoch, added.epoch)
  append(target.seconds, added.seconds)
  const ids = new Set([...Object.keys(target.values), ...Object.keys(added.values)]) as Set<MetricId>
  for (const id of ids) {
    const column = (target.values[id] ??= new Array<number | null>(before).fill(null))
    append(column, added.values[id] ?? new Array<number | null>(count).fill(null))
  }
}

/** Without spreading: a column may be longer than an argument list. */
function append<T>(target: T[], added: readonly T[]): void {
  for (const value of added) target.push(value)
}
