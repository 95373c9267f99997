import type { Series } from './run'

/**
 * At most `most` points of a series: both ends, and of each metric the least and the greatest value within equal stretches, so that no
 * spike is lost. A series that is short enough is answered as it is.
 */
export function thinSeries(series: Series, most: number): Series {
  const count = series.step.length
  if (count <= most) return series
  const columns = Object.values(series.values)
  const stretches = Math.max(1, Math.floor((most - 2) / (2 * Math.max(1, columns.length))))
  const kept = new Set([0, count - 1])
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * count) / stretches)
    const to = Math.floor(((stretch + 1) * count) / stretches)
    for (const column of columns) for (const index of extremes(column, from, to)) kept.add(index)
  }
  // With more metrics than places the last extremes found go without one.
  const indices = [...kept].slice(0, most).sort((a, b) => a - b)
  const pick = <T>(column: readonly T[]): T[] => indices.map((index) => column[index])
  return {
    step: pick(series.step),
    epoch: pick(series.epoch),
    seconds: pick(series.seconds),
    values: Object.fromEntries(Object.entries(series.values).map(([id, column]) => [id, pick(column)])),
  }
}

/** Indices of the least and the greatest value of a stretch; none where it has no values. */
function extremes(column: readonly (number | null)[], from: number, to: number): number[] {
  let least = -1
  let greatest = -1
  for (let i = from; i < to; i++) {
    const value = column[i]
    if (value === null) continue
    if (least < 0 || value < (column[least] as number)) least = i
    if (greatest < 0 || value > (column[greatest] as number)) greatest = i
  }
  return least < 0 ? [] : [least, greatest]
}
