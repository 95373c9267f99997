import { z } from 'zod'

/**
 * Columns of finite numbers, checked as they lie: zod's own arrays make an object for every item and a copy of the whole, which is
 * most of the time and of the memory that a series of a hundred thousand numbers takes on its way.
 */
export const numberColumn = () => z.custom<number[]>((value) => isColumn(value, false))

/** The same where null stands for a missing value. */
export const gappyColumn = () => z.custom<(number | null)[]>((value) => isColumn(value, true))

function isColumn(value: unknown, gaps: boolean): boolean {
  if (!Array.isArray(value)) return false
  // By index: a hole is not a number, too, and `every` would pass over it.
  for (let i = 0; i < value.length; i++) {
    const item: unknown = value[i]
    if (!Number.isFinite(item) && !(gaps && item === null)) return false
  }
  return true
}
