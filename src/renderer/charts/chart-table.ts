import { csvOf } from '../../shared/report/csv'

/** What a cell of a chart's table holds; null where there is nothing. */
export type ChartCell = string | number | null

/** The numbers behind a chart, as its table view shows them and its CSV holds them. */
export interface ChartTable {
  /** Heads with their unit, for example `KL, nats`. */
  columns: readonly string[]
  rows: readonly (readonly ChartCell[])[]
}

/** The table as CSV with its heads; numbers in full precision. */
export const tableCsv = ({ columns, rows }: ChartTable): string => csvOf([columns, ...rows])
