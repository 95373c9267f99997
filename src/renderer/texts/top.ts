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
  machine: (of: { cores: string; memory: string; node: string; platform: string; version: string }) =>
    `${of.cores}, ${of.memory} · Node ${of.node} · ${of.platform} · Plenum ${of.version}`,
  home: 'Data folder',
  theme: { system: 'Theme: as the system', light: 'Theme: light', dark: 'Theme: dark' },
} as const
