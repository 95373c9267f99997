/**
 * Splits a progress report into those of phases that follow each other.
 *
 * @param weights how much of the whole each phase takes, in any unit
 * @returns for each phase what takes the share of it that is done
 */
export function phases(onProgress: (share: number) => void, weights: readonly number[]): ((share: number) => void)[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  return weights.map((weight, k) => {
    const before = weights.slice(0, k).reduce((sum, earlier) => sum + earlier, 0)
    return (share) => onProgress(Math.min(1, (before + share * weight) / whole))
  })
}
