import { list, plural } from '../../intl'

/** `plenum rebuild`. */
export const rebuild = {
  summary: 'Build a store that is missing or damaged anew from what lies beside the runs and corpora',
  details:
    'Beside its checkpoints every run keeps a record of its configuration, curves, evaluations and alarms, and every corpus one of itself; of these a new store is made. What is left of the old one is kept beside it.',
  options: {
    json: 'Print what was listed as JSON on stdout',
  },
  done: (path: string, runs: number, corpora: number) =>
    `The store ${path} was built anew with ${list([plural(runs, 'run', 'runs'), plural(corpora, 'corpus', 'corpora')])}.`,
  aside: (path: string) => `What was there before is kept as ${path}.`,
} as const
