/** Nested lists of numbers as one row-major list. */
export function flat(values: unknown): number[] {
  return Array.isArray(values) ? (values.flat(Infinity) as number[]) : [values as number]
}

/**
 * Largest difference between two tensors relative to the expected one's largest magnitude: one figure for values and for
 * gradients whose single entries may be arbitrarily small. Infinite where sizes differ or a value is no number.
 *
 * @param least smallest magnitude to measure by, for what may be 0 as a sum of terms of this size that cancel
 */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>, least = 0): number {
  if (actual.length !== expected.length) return Infinity
  let scale = least
  let worst = 0
  for (let i = 0; i < expected.length; i++) {
    scale = Math.max(scale, Math.abs(expected[i]))
    const difference = Math.abs(actual[i] - expected[i])
    if (Number.isNaN(difference)) return Infinity
    worst = Math.max(worst, difference)
  }
  return worst === 0 ? 0 : scale === 0 ? worst : worst / scale
}
