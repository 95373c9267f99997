import { DELIMITER_IDS, type DelimiterId, type ImportOptions } from '../../../shared/import-options'
import { chooseColumns, isNumeric, isUsualName, textiness, type ColumnSample } from './columns'
import type { Format } from './encoding'
import type { TableLayout } from './layout'
import { newlineOf } from './lines'
import { isBlank, RowCutter, type Row } from './table-rows'

/** Rows that decide on delimiter, header and columns. */
const SNIFFED_ROWS = 200

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
  const { text: textColumn, label, split } = chooseColumns(path, samples, options)
  const { delimiter, quotes } = best
  return {
    layout: { kind: 'table', delimiter, quotes, header, columns, text: textColumn, label, split },
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
function isHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...body] = rows
  if (!first) return false
  const names = first.map((cell) => cell.trim())
  if (names.some((name) => name.length > 60 || isNumeric(name))) return false
  if (body.length === 0) return names.length > 1 && names.every(isUsualName)
  if (names.some(isUsualName)) return true
  if (new Set(names).size < names.length) return false
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
