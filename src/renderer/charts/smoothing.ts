/**
 * Exponential moving average with the bias of its start removed, as TensorBoard draws it. `weight` in [0, 1): 0 returns the
 * values themselves. Points without a finite value stay null and do not enter the average.
 */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  let sum = 0
  let scale = 0
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) return null
    sum = weight * sum + (1 - weight) * value
    scale = weight * scale + (1 - weight)
    return sum / scale
  })
}

/**
 * Thins points to at most about `most`, keeping the lowest and the highest of each bucket so that no spike disappears.
 * Answers the kept indices in order; points without a value are left out.
 */
export function thin(values: readonly (number | null)[], most: number): number[] {
  const known: number[] = []
  for (let i = 0; i < values.length; i++) if (values[i] !== null) known.push(i)
  if (known.length <= most) return known
  const buckets = Math.max(1, Math.floor(most / 2))
  const kept: number[] = []
  for (let bucket = 0; bucket < buckets; bucket++) {
    const from = Math.floor((bucket * known.length) / buckets)
    const to = Math.floor(((bucket + 1) * known.length) / buckets)
    let low = known[from]
    let high = known[from]
    for (let j = from; j < to; j++) {
      if ((values[known[j]] ?? 0) < (values[low] ?? 0)) low = known[j]
      if ((values[known[j]] ?? 0) > (values[high] ?? 0)) high = known[j]
    }
    kept.push(...(low === high ? [low] : [Math.min(low, high), Math.max(low, high)]))
  }
  if (kept[kept.length - 1] !== known[known.length - 1]) kept.push(known[known.length - 1])
  return kept
}
