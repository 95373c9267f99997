/**
 * Indices of at most `most` of `count` points, ascending: both ends, and of each column the least and the greatest value within equal
 * stretches, so that no spike is lost. null and NaN are no values. undefined where there are no more points than that.
 */
export function thinnedIndices(count: number, columns: readonly ArrayLike<number | null>[], most: number): number[] | undefined {
  if (count <= most) return undefined
  const stretches = Math.max(1, Math.floor((most - 2) / (2 * Math.max(1, columns.length))))
  const kept = new Set([0, count - 1])
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * count) / stretches)
    const to = Math.floor(((stretch + 1) * count) / stretches)
    for (const column of columns) for (const index of extremes(column, from, to)) kept.add(index)
  }
  // With more columns than places the last extremes found go without one.
  return [...kept].slice(0, most).sort((a, b) => a - b)
}

/** Indices of the least and the greatest value of a stretch; none where it has no values. */
function extremes(column: ArrayLike<number | null>, from: number, to: number): number[] {
  let least = -1
  let greatest = -1
  for (let i = from; i < to; i++) {
    const value = column[i]
    if (value === null || Number.isNaN(value)) continue
    if (least < 0 || value < (column[least] as number)) least = i
    if (greatest < 0 || value > (column[greatest] as number)) greatest = i
  }
  return least < 0 ? [] : [least, greatest]
}
