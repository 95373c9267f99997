import { plural } from '../../intl'

/** Sentences of charts. */
export const charts = {
  waiting: 'Appears with the first training batches.',
  waitingEpoch: 'Appears at the end of the first epoch.',
  waitingQueue: 'Appears once a run has started.',
  none: 'Not measured for these runs.',
  ceiling: (value: string) => `ln N = ${value}`,
  describe: (label: string, runs: number, points: number) =>
    `${label}: ${plural(runs, 'run', 'runs')}, ${plural(points, 'point', 'points')}. Arrow keys move the hairline, with Shift the window; plus and minus zoom, 0 shows all.`,
  more: (count: number) => `and ${count} more`,
  series: { batch: 'batches', train: 'training epoch', valid: 'validation' },
  columns: ['Run', 'Part', 'Step', 'Epoch', 'Seconds'],
  readings: { last: 'Last', best: 'Best', min: 'Least', max: 'Greatest' },
  atCursor: 'At the hairline',
  widen: 'Wide',
  narrow: 'Small',
  widenOf: (title: string) => `${title}: the whole width`,

  exportOf: (title: string) => `${title}: save as a picture, or see as a table`,
  png: 'Save as PNG',
  svg: 'Save as SVG',
  table: 'Table',
  rows: (count: string) => `${count} rows`,
  copyCsv: 'Copy as CSV',
  saveCsv: 'Save as CSV',
  copied: 'Copied.',
} as const
