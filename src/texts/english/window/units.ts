import { count } from '../../intl'

/** Amounts with their units. */
export const units = {
  bytes: ['B', 'kB', 'MB', 'GB', 'TB'],
  percent: (value: string) => `${value} %`,
  lessThan: (value: string) => `< ${value}`,
  seconds: (s: number) => `${s} s`,
  minutes: (min: number) => `${min} min`,
  minutesAndSeconds: (min: number, s: number) => `${min} min ${s} s`,
  hours: (h: number, min: number) => `${count(h)} h ${min} min`,
  days: (d: number, h: number) => `${count(d)} d ${h} h`,
  none: '–',
  all: 'all',
} as const
