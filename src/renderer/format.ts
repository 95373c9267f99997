import type { Settings } from '../shared/settings'

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/** 12,345 */
export const formatCount = (value: number): string => whole.format(value)

/** A share in percent: two decimals below 10 %, one above, and 0 % only for none. */
export function formatShare(share: number): string {
  if (!Number.isFinite(share)) return '–'
  const percent = share * 100
  if (percent === 0) return '0 %'
  if (percent < 0.01) return '< 0.01 %'
  return `${percent.toFixed(percent < 10 ? 2 : 1)} %`
}

/** Bytes in powers of 1000: 512 B, 1.2 MB. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 ? whole.format(value) : value.toFixed(value < 10 ? 1 : 0)} ${units[power]}`
}

/** A span of time for a person: 45 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function formatSpan(seconds: number): string {
  const s = Math.max(0, Math.round(seconds))
  if (s < 60) return `${s} s`
  if (s < 3600) return s % 60 === 0 || s >= 600 ? `${Math.round(s / 60)} min` : `${Math.floor(s / 60)} min ${s % 60} s`
  const minutes = Math.round(s / 60)
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
  const hours = Math.round(minutes / 60)
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

/** Day and time of a moment in ms since 1970, in the reader's own time zone. */
export const formatMoment = (ms: number): string => new Date(ms).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** A number as a person writes it: few digits, a true minus sign, 10^ powers only where they help. */
export function formatTick(value: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  const text =
    size >= 1e6 || size < 1e-4
      ? value.toExponential(1).replace('e+', 'e')
      : size >= 1000
        ? whole.format(value)
        : String(Number(value.toPrecision(3)))
  return text.replaceAll('-', '−')
}

/** An end of a range: whole numbers in full, others as they are. */
export const formatBound = (value: number): string => (Number.isInteger(value) ? whole.format(value) : String(value)).replaceAll('-', '−')

/** The last part of a path of either kind of separator. */
export const baseName = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path

/** A setting's value in words. */
export function formatSetting(key: keyof Settings, value: Settings[keyof Settings]): string {
  if (key === 'train_limit' && value === 0) return 'all'
  return typeof value === 'number' ? (Number.isInteger(value) ? formatCount(value) : String(value)) : value
}
