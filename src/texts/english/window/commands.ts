import { plural } from '../../intl'

/** The palette, the sheet of keys and what stands in both. */
export const commands = {
  palette: 'Commands',
  placeholder: 'Go to, do, or find by name',
  nothing: 'Nothing matches.',
  found: (count: number) => plural(count, 'entry', 'entries'),
  open: 'Search and commands',

  groups: {
    page: 'On this page',
    go: 'Go to',
    do: 'Do',
    runs: 'Runs',
    corpora: 'Corpora',
    look: 'Appearance',
    help: 'Help',
  },

  search: 'Search on this page',
  undo: 'Take back what was just done',
  notices: 'Go to the notices',
  openFiles: 'Open a corpus…',
  openFolder: 'Open a folder…',
  openWords: 'import file add text csv jsonl parquet',
  resumeAll: 'Resume the interrupted runs',
  openRun: (name: string) => `Open ${name}`,
  runDetail: (number: number, corpus: string, state: string) => `#${number} · ${corpus} · ${state}`,
  actOnRun: (action: string, name: string) => `${action.replace('…', '')}: ${name}`,
  openCorpus: (name: string) => `Open ${name}`,
  trainOn: (name: string) => `New experiment on ${name}`,
  themes: { system: 'Theme as the system', light: 'Light theme', dark: 'Dark theme' },
  contrasts: { system: 'Contrast as the system', more: 'High contrast' },
  about: 'About Plenum and its self-test',
  shortcuts: 'Keyboard shortcuts',

  sheet: {
    plainKeys: 'Keys without Ctrl or Cmd',
    plainKeysHint: 'Letters and signs alone are commands while nothing is being written. Turn them off where they get in the way.',
    elsewhere: 'Within the page',
    within: {
      next: 'To the next control',
      through: 'Through a list, a table or the places of a group',
      open: 'Open what has the focus',
      choose: 'Choose what has the focus',
      hairline: 'Move the hairline of a chart',
      menu: 'The menu of a run',
      forward: 'Move a waiting run forward in the queue',
      close: 'Close what is open',
    },
  },

  caps: {
    then: 'then',
    or: 'or',
    mac: { mod: '⌘', alt: '⌥', shift: '⇧' },
    other: { mod: 'Ctrl', alt: 'Alt', shift: 'Shift' },
    named: {
      arrowup: '↑',
      arrowdown: '↓',
      arrowleft: '←',
      arrowright: '→',
      enter: 'Enter',
      space: 'Space',
      escape: 'Esc',
      tab: 'Tab',
      delete: 'Delete',
    },
  },
} as const
