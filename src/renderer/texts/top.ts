import { plural } from './intl'

/** The line above every place. */
export const top = {
  idle: 'Queue empty',
  training: (count: number) => `${count} training`,
  waiting: (count: number) => `${count} waiting`,
  left: (span: string) => `${span} left`,
  noEngine: 'No engine',
  engines: 'Engines',
  engineInUse: 'in use',
  engineAvailable: 'available',
  engineUnavailable: 'not available',
  cores: (count: number) => plural(count, 'core', 'cores'),
  home: 'Data folder',
  theme: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
} as const
