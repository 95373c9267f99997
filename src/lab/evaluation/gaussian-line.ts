/** Equal steps along an axis: point p lies at from + p·step. */
export interface Line {
  points: number
  from: number
  step: number
}

/** Steps after which the recurrence begins anew: its rounding grows with their square and stays under 1e-12. */
const ANEW = 64

/**
 * Adds height·exp(−u²/2), u = (x − mean)/deviation, to the values that begin at `offset`, one for each point x of the line within `reach`
 * deviations. Along equal steps of u the exponential is a recurrence, two products a point: exp(−(u + δ)²/2) = exp(−u²/2)·r with
 * r = exp(−u·δ − δ²/2), which itself shrinks by exp(−δ²) a step.
 */
export function addGaussian(
  values: Float32Array | Float64Array,
  offset: number,
  line: Line,
  mean: number,
  deviation: number,
  height: number,
  reach: number,
): void {
  const { points, from, step } = line
  const inverse = 1 / deviation
  const first = Math.max(0, Math.ceil((mean - reach * deviation - from) / step))
  const last = Math.min(points - 1, Math.floor((mean + reach * deviation - from) / step))
  const du = step * inverse
  const shrink = Math.exp(-du * du)
  for (let p = first; p <= last;) {
    const end = Math.min(last + 1, p + ANEW)
    let u = (from + p * step - mean) * inverse
    let value = height * Math.exp(-0.5 * u * u)
    let ratio = Math.exp(-u * du - 0.5 * du * du)
    if (value < 1e-290 || ratio > 1e100) {
      for (; p < end; p++, u += du) values[offset + p] += height * Math.exp(-0.5 * u * u)
      continue
    }
    for (; p < end; p++) {
      values[offset + p] += value
      value *= ratio
      ratio *= shrink
    }
  }
}
