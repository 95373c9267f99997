import type { Settings } from '../shared/settings'
import { texts } from './texts'
import { count, fixed, moment } from '../texts/intl'

/** 12,345 */
export const formatCount = count

/** A share in percent: two decimals below 10 %, one above, and 0 % only for none. */
export function formatShare(share: number): string {
  const { percent: inPercent, lessThan, none } = texts.units
  if (!Number.isFinite(share)) return none
  const percent = share * 100
  if (percent === 0) return inPercent(count(0))
  if (percent < 0.01) return lessThan(inPercent(fixed(0.01, 2)))
  return inPercent(fixed(percent, percent < 10 ? 2 : 1))
}

/** Bytes in powers of 1000: 512 B, 1.2 MB. */
export function formatBytes(bytes: number): string {
  const units = texts.units.bytes
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 ? count(value) : fixed(value, value < 10 ? 1 : 0)} ${units[power]}`
}

/** A span of time for a person: 45 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function formatSpan(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  const { units } = texts
  if (s < 60) return units.seconds(s)
  if (s < 3600) return s % 60 === 0 || s >= 600 ? units.minutes(Math.round(s / 60)) : units.minutesAndSeconds(Math.floor(s / 60), s % 60)
  const minutes = Math.round(s / 60)
  if (minutes < 24 * 60) return units.hours(Math.floor(minutes / 60), minutes % 60)
  const hours = Math.round(minutes / 60)
  return units.days(Math.floor(hours / 24), hours % 24)
}

/** Day and time of a moment in ms since 1970, in the reader's own time zone. */
export const formatMoment = moment

/** A number as a person writes it: few digits, a true minus sign, 10^ powers only where they help. */
export function formatTick(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  const text =
    size >= 1e6 || size < 1e-4
      ? value.toExponential(1).replace('e+', 'e')
      : size >= 1000
        ? count(value)
        : String(Number(value.toPrecision(3)))
  return text.replaceAll('-', '−')
}

/** An end of a range: whole numbers in full, others as they are. */
export const formatBound = (value: number): string => (Number.isInteger(value) ? count(value) : String(value)).replaceAll('-', '−')

/** The last part of a path of either kind of separator. */
export const baseName = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path

/** A setting's value in words. */
export function formatSetting(key: keyof Settings, value: Settings[keyof Settings]): string {
  if (key === 'train_limit' && value === 0) return texts.units.all
  return typeof value === 'number' ? (Number.isInteger(value) ? formatCount(value) : String(value)) : texts.settingValues[value]
}

/** Two digits and a power of ten: 2.5e−9. */
export const formatScientific = (value: number): string => value.toExponential(1).replace('e+', 'e').replaceAll('-', '−')
