import { z } from 'zod'

const DAY = 24 * 60 * 60 * 1000
/** A clock that is further ahead than this (ms) of the last look may be wrong, or nobody was here for long. */
const LEAP = 7 * DAY

const looksSchema = z.strictObject({
  steady: z.number().describe('The last time that is believed, ms since 1970'),
  doubted: z.number().nullable().describe('A later one that has yet to last for a day'),
})
export type Looks = z.infer<typeof looksSchema>

/**
 * The time as what cannot be undone may rely on it: one day with a clock that is years ahead must not empty the bin. A leap ahead is
 * believed once the clock has gone on from there for a day; going back is believed at once.
 */
export function steadyTime(looks: Looks | null, now: number): Looks {
  if (looks === null || now - looks.steady <= LEAP) return { steady: now, doubted: null }
  const { steady, doubted } = looks
  if (doubted === null || now < doubted) return { steady, doubted: now }
  return now - doubted >= DAY ? { steady: now, doubted: null } : looks
}

/** Looks as they were kept; null where there are none that can be read. */
export function parseLooks(text: string | null): Looks | null {
  try {
    return looksSchema.parse(JSON.parse(text ?? ''))
  } catch {
    return null
  }
}
