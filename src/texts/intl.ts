/**
 * Everything that depends on the reader's language beside the words: numbers, dates, plurals, lists and the order of names. A
 * translation changes `LOCALE` and, where its language has more plural forms than two, `plural`.
 */
export const LOCALE = 'en-GB'

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 })
const rules = new Intl.PluralRules(LOCALE)
const dateAndTime = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' })
const time = new Intl.DateTimeFormat(LOCALE, { timeStyle: 'short' })
const conjunction = new Intl.ListFormat(LOCALE)
const disjunction = new Intl.ListFormat(LOCALE, { type: 'disjunction' })
const fractions = new Map<number, Intl.NumberFormat>()

/** 12,345 */
export const count = (value: number): string => whole.format(value)

/** A number with a fixed number of decimals, no thousands marked: 1234.50 */
export function fixed(value: number, digits: number): string {
  let format = fractions.get(digits)
  if (!format) {
    format = new Intl.NumberFormat(LOCALE, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false })
    fractions.set(digits, format)
  }
  return format.format(value)
}

/** 1 run, 2,000 runs. */
export const plural = (value: number, one: string, many: string): string =>
  `${whole.format(value)} ${rules.select(value) === 'one' ? one : many}`

/** A moment in ms since 1970, day and time, in the reader's own time zone. */
export const moment = (ms: number): string => dateAndTime.format(ms)

/** The time of a moment in ms since 1970; with its day where that is not today. */
export const clock = (ms: number, now = Date.now()): string =>
  new Date(ms).toDateString() === new Date(now).toDateString() ? time.format(ms) : dateAndTime.format(ms)

/** a, b and c */
export const list = (items: readonly string[]): string => conjunction.format(items)

/** a, b or c */
export const either = (items: readonly string[]): string => disjunction.format(items)

/** Orders names as the language does; numbers within them by their value. */
export const compareNames = new Intl.Collator(LOCALE, { numeric: true }).compare
