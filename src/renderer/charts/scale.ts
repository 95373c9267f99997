/** A scale: its ends and the distance of its ticks. Its ends are ticks, but for a minimum a little below zero. */
export interface Scale {
  min: number
  max: number
  interval: number
}

/** The ticks of a scale, in rising order: the multiples of its interval. */
export function ticksOf({ min, max, interval }: Scale): number[] {
  const first = Math.ceil(min / interval - 1e-9)
  const count = Math.round(max / interval) - first
  return Array.from({ length: count + 1 }, (_, i) => (first + i) * interval + 0)
}

const ROUND = [1, 2, 2.5, 5, 10]
const MOST_PARTS = 4
/** Room below the lowest value where a scale does not start at a tick, as part of the scale. */
const BELOW = 0.02

/**
 * A scale of at most four parts that shows low…high. A scale `fromZero` starts there; for values a little below zero, as an estimate
 * of something positive gives them, it begins just below them, and its first tick is zero all the same.
 */
export function scaleOf(low: number, high: number, fromZero: boolean): Scale {
  const little = fromZero && low < 0 && low >= -0.05 * Math.max(high, 0.01)
  if (little) {
    const above = scaleOf(0, high, true)
    return { ...above, min: low - BELOW * above.max }
  }
  const bottom = fromZero ? Math.min(0, low) : low
  const top = Math.max(high, bottom)
  const span = top - bottom || Math.abs(top) || 1
  for (let power = Math.floor(Math.log10(span)) - 1; ; power++) {
    for (const digit of ROUND) {
      const interval = digit * 10 ** power
      const min = Math.floor(bottom / interval + 1e-9) * interval
      const parts = Math.max(1, Math.ceil((top - min) / interval - 1e-9))
      if (parts <= MOST_PARTS) return { min, max: min + parts * interval, interval }
    }
  }
}

/** A scale from zero to an end that is given, with ticks at even parts of it. */
export function scaleTo(end: number): Scale {
  const parts = end === 1 ? 2 : ([4, 5, 3, 2].find((count) => end % count === 0) ?? 1)
  return { min: 0, max: end, interval: end / parts }
}
