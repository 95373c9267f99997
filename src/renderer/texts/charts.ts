import { plural } from './intl'

/** Sentences of charts. */
export const charts = {
  waiting: 'Appears with the first training batches.',
  waitingEpoch: 'Appears at the end of the first epoch.',
  waitingQueue: 'Appears once a run has started.',
  none: 'Not measured for these runs.',
  ceiling: (value: string) => `ln N = ${value}`,
  describe: (label: string, runs: number, points: number) =>
    `${label}: ${plural(runs, 'run', 'runs')}, ${plural(points, 'point', 'points')}. Arrow keys move the cursor.`,
  more: (count: number) => `and ${count} more`,

  exportOf: (title: string) => `${title}: save as a picture, or see as a table`,
  png: 'Save as PNG',
  svg: 'Save as SVG',
  table: 'Table',
  rows: (count: string) => `${count} rows`,
  copyCsv: 'Copy as CSV',
  saveCsv: 'Save as CSV',
  copied: 'Copied.',
} as const
