import { basename } from 'node:path'
import Papa from 'papaparse'
import { DELIMITER_IDS, DELIMITERS, type DelimiterId, type ImportOptions } from '../../shared/corpus'
import { chooseColumns, isNumeric, isUsualName, textiness, type ColumnSample } from './columns'
import type { Format } from './encoding'
import type { EntryBlock, Fault } from './entries'
import type { TableLayout } from './layout'
import { newlineOf, readText } from './lines'
import { InputProblem } from './problem'

/** Rows that decide on delimiter, header and columns. */
const SNIFFED_ROWS = 200

/** A row that grows beyond so many characters has a quote that is never closed. */
const MAX_ROW = 1_048_576

interface Row {
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
class RowCutter {
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

const isBlank = ({ cells }: Row): boolean => cells.length === 1 && cells[0].trim() === ''

/**
 * Streams the chosen columns of a table.
 * A row with another number of cells than the first, or with a quote that does not fit, is a fault.
 */
export async function* readTable(
  path: string,
  format: Format,
  layout: TableLayout,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): AsyncGenerator<EntryBlock> {
  const newline = newlineOf(format)
  const cutter = new RowCutter(layout.delimiter, layout.quotes, newline)
  let heading = layout.header
  const take = (rows: Row[]): EntryBlock => {
    const at: number[] = []
    const texts: string[] = []
    const labels: (string | null)[] | null = layout.label === null ? null : []
    const faults: Fault[] = []
    for (const row of rows) {
      if (isBlank(row)) continue
      if (heading) {
        heading = false
        continue
      }
      const fault = faultOf(path, row, layout)
      if (fault) {
        faults.push(fault)
        continue
      }
      at.push(row.line)
      texts.push(row.cells[layout.text])
      labels?.push(row.cells[layout.label ?? 0].trim() || null)
    }
    return { first: at[0] ?? cutter.line, at, texts, labels, faults }
  }
  for await (const { first, text } of readText(path, format, signal, onBytes)) {
    // The end of the text's last line is given back: it may stand inside quotes.
    if (text !== null) yield take(cutter.cut(`${text}${newline}`, false))
    if (text === null || cutter.waiting > MAX_ROW) throw endlessRow(path, text === null ? first : cutter.line, layout)
  }
  if (cutter.waiting > 0) yield take(cutter.cut('', true))
}

function endlessRow(path: string, line: number, { quotes }: TableLayout): InputProblem {
  const remedy = quotes
    ? 'A double quote that opens there is never closed: close it, or import the table without quotes'
    : 'Check that the file is a table'
  return new InputProblem(path, line, `${basename(path)} has a row without an end in line ${line}. ${remedy}.`)
}

function faultOf(path: string, { line, cells, malformed }: Row, layout: TableLayout): Fault | null {
  const name = basename(path)
  if (malformed) {
    const remedy = 'Write quotes inside a quoted cell twice, or import the table without quotes.'
    return { line, message: `${name} has a double quote inside a quoted cell in line ${line}. ${remedy}` }
  }
  if (cells.length === layout.columns.length) return null
  const columns = (count: number) => `${count} column${count === 1 ? '' : 's'}`
  const remedy =
    cells.length > layout.columns.length
      ? `Put a cell that holds a ${layout.delimiter} into double quotes, or choose another delimiter.`
      : 'Complete the line, or choose another delimiter.'
  return { line, message: `${name} has ${columns(cells.length)} in line ${line} and ${layout.columns.length} before it. ${remedy}` }
}

/** The first rows of a table by what the options say or its text shows. */
export interface TableHead {
  readonly layout: TableLayout
  readonly rows: readonly { line: number; cells: readonly string[] }[]
  /** Share of the rows that have as many columns as most. */
  readonly regular: number
}

/**
 * Sniffs delimiter, quotes, header and columns of a table.
 * @param text its first lines, the last of them whole
 * @throws InputProblem where an option names a column that is not there
 */
export function sniffTable(path: string, text: string, format: Format, options: ImportOptions): TableHead {
  const newline = newlineOf(format)
  const preferred: readonly DelimiterId[] = /\.(tsv|tab)(\.gz)?$/i.test(path) ? ['tab', 'comma', 'semicolon', 'pipe'] : DELIMITER_IDS
  const delimiters = options.delimiter === 'auto' ? preferred : [options.delimiter]
  const tries = delimiters.map((delimiter) => tryDelimiter(text, newline, delimiter, options.quotes))
  const best = tries.reduce((a, b) => (b.score > a.score + 0.02 ? b : a))
  const header = options.header === 'auto' ? isHeader(best.rows.map(({ cells }) => cells)) : options.header === 'yes'
  const first = best.rows[0]?.cells ?? ['']
  const columns = header ? uniqueNames(first) : first.map((_, i) => String(i + 1))
  const body = header ? best.rows.slice(1) : best.rows
  const samples = columns.map((name, i): ColumnSample => ({ name, values: body.map(({ cells }) => cells[i] ?? '') }))
  const { text: textColumn, label } = chooseColumns(path, samples, options)
  const { delimiter, quotes } = best
  return {
    layout: { kind: 'table', delimiter, quotes, header, columns, text: textColumn, label },
    rows: body,
    regular: best.regular,
  }
}

function tryDelimiter(text: string, newline: '\n' | '\r', delimiter: DelimiterId, wish: ImportOptions['quotes']) {
  const quoted = wish === 'no' ? null : cutHead(text, newline, delimiter, true)
  // A tab stands in no sentence, so tables with tabs are often written without quoting, and a quote is then a character.
  const plain =
    wish !== 'yes' && (quoted === null || (delimiter === 'tab' && !isQuoted(quoted.rows))) ? cutHead(text, newline, delimiter, false) : null
  const rows = (plain ?? quoted)?.rows ?? []
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [columns, most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [1, 0]
  const regular = rows.length > 0 ? most / rows.length : 0
  return { delimiter, quotes: plain === null, rows, regular, score: columns > 1 ? regular : regular / 2 }
}

function cutHead(text: string, newline: '\n' | '\r', delimiter: DelimiterId, quotes: boolean): { rows: Row[] } {
  const cutter = new RowCutter(delimiter, quotes, newline)
  const rows = cutter.cut(`${text}${newline}`, false).filter((row) => !isBlank(row))
  return { rows: rows.slice(0, SNIFFED_ROWS) }
}

/** Whether cells stand in quotes by rule: some hold what had to be quoted, and no quote is out of place. */
function isQuoted(rows: readonly Row[]): boolean {
  return (
    rows.length > 0 && !rows.some(({ malformed }) => malformed) && rows.some(({ cells }) => cells.some((cell) => /["\t\n\r]/.test(cell)))
  )
}

/** Whether the first row names the columns. */
export function isHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...body] = rows
  if (!first || body.length === 0) return false
  const names = first.map((cell) => cell.trim())
  if (names.some((name) => name.length > 60 || isNumeric(name)) || new Set(names).size < names.length) return false
  if (names.some(isUsualName)) return true
  return names.some((name, i) => {
    if (name === '') return false
    const values = body.map((cells) => (cells[i] ?? '').trim()).filter((value) => value !== '')
    if (values.length > 0 && values.every(isNumeric)) return true
    const different = new Set(values)
    if (values.length >= 8 && different.size <= values.length / 4) return !different.has(name)
    const words = name.split(/\s+/).length
    return words <= 3 && textiness(values) >= words + 2
  })
}

function uniqueNames(cells: readonly string[]): string[] {
  const seen = new Set<string>()
  return cells.map((cell, i) => {
    const name = cell.trim() || String(i + 1)
    const unique = seen.has(name) ? `${name} (${i + 1})` : name
    seen.add(unique)
    return unique
  })
}
