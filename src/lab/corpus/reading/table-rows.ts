import Papa from 'papaparse'
import { DELIMITERS, type DelimiterId } from '../../../shared/import-options'

/** A row of a table with the line in which it begins. */
export interface Row {
  readonly line: number
  readonly cells: string[]
  /** The parser met a quote inside a quoted cell. */
  readonly malformed: boolean
}

/** What the parser answers; its declared type is `any`. */
interface Parsed {
  data: string[][]
  errors: { code: string; row?: number }[]
  meta: { cursor: number }
}

/** Cuts text into rows by Papa Parse, counting the lines of the file. */
export class RowCutter {
  private readonly parser: Papa.Parser
  private rest = ''
  /** Line of the first character that is not cut yet. */
  line = 1

  constructor(
    delimiter: DelimiterId,
    private readonly quotes: boolean,
    private readonly newline: '\n' | '\r',
  ) {
    this.parser = new Papa.Parser({
      delimiter: DELIMITERS[delimiter],
      newline,
      // Without quotes every character stands for itself.
      ...(quotes ? {} : { fastMode: true }),
    })
  }

  /** The characters of a row that is not complete yet. */
  get waiting(): number {
    return this.rest.length
  }

  /** @param last whether no more text follows */
  cut(text: string, last: boolean): Row[] {
    const input = this.rest + text
    const { data, errors, meta } = this.parser.parse(input, 0, !last) as Parsed
    this.rest = last ? '' : input.slice(meta.cursor)
    const bad = new Set(errors.filter(({ row }) => row !== undefined && row < data.length).map(({ row }) => row))
    const rows: Row[] = []
    for (let i = 0; i < data.length; i++) {
      const cells = data[i]
      const end = cells.length - 1
      if (this.newline === '\n' && cells[end].endsWith('\r')) cells[end] = cells[end].slice(0, -1)
      rows.push({ line: this.line, cells, malformed: bad.has(i) })
      this.line += 1 + (this.quotes ? innerLines(cells, this.newline) : 0)
    }
    return rows
  }
}

function innerLines(cells: readonly string[], newline: string): number {
  let lines = 0
  for (const cell of cells) for (let at = cell.indexOf(newline); at !== -1; at = cell.indexOf(newline, at + 1)) lines++
  return lines
}

/** Whether a row stands for a line with nothing on it. */
export const isBlank = ({ cells }: Row): boolean => cells.length === 1 && cells[0].trim() === ''
