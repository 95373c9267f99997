import { csvOf } from '../../shared/report/csv'

/** What a cell of a chart's table holds; null where there is nothing. */
export type ChartCell = string | number | null

/** The numbers behind a chart, as its table view shows them and its CSV holds them. */
export interface ChartTable {
  /** Heads with their unit, for example `KL, nats`. */
  columns: readonly string[]
  rows: readonly (readonly ChartCell[])[]
}

/** Significant digits of the largest number of a column. */
const DIGITS = 5

/** Decimals with which all numbers of a column are written: none where all are whole, otherwise as many as the largest needs. */
export function decimalsOf({ rows }: ChartTable, column: number): number {
  let largest = 0
  let whole = true
  for (const row of rows) {
    const cell = row[column]
    if (typeof cell !== 'number' || !Number.isFinite(cell)) continue
    largest = Math.max(largest, Math.abs(cell))
    whole &&= Number.isInteger(cell)
  }
  return whole ? 0 : Math.min(8, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(largest || 1))))
}

/** The table as CSV with its heads; numbers in full precision. */
export const tableCsv = ({ columns, rows }: ChartTable): string => csvOf([columns, ...rows])
