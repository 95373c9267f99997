/** A vertical scale: its ends and the distance of its ticks, all round. */
export interface Scale {
  min: number
  max: number
  interval: number
}

const ROUND = [1, 2, 2.5, 5, 10]
const MOST_PARTS = 4

/**
 * A scale of at most four parts that shows low…high. A scale `fromZero` starts there; values a little below zero, as an
 * estimate of something positive gives them, do not move its start.
 */
export function scaleOf(low: number, high: number, fromZero: boolean): Scale {
  const bottom = fromZero && low >= -0.05 * Math.max(high, 0.01) ? 0 : low
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
