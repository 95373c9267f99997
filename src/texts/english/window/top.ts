import { plural } from '../../intl'

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
  enginesAway: (count: number) => `${plural(count, 'engine', 'engines')} not available here`,
  testEngine: 'Test',
  testingEngine: 'Testing',
  testEngineTitle: (title: string) => `Test ${title}: gradients of a training step against stored figures`,
  cores: (count: number) => plural(count, 'core', 'cores'),
  machine: (of: { cores: string; memory: string; node: string; platform: string; version: string }) =>
    `${of.cores}, ${of.memory} · Node ${of.node} · ${of.platform} · Plenum ${of.version}`,
  home: 'Data folder',
  appearance: 'Appearance and notifications',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  contrast: 'Contrast',
  contrasts: { system: 'As the system', more: 'High' },
  notify: 'Tell me when a run ends',
  notifyDenied: 'The browser does not allow notifications of this page; its settings say so, and can be changed there.',
  commands: (keys: string) => `Search and commands (${keys})`,
} as const
