import { basename } from 'node:path'
import { say } from '../../../texts/lab'
import type { Format } from './encoding'
import type { EntryBlock, Fault } from './entries'
import type { TableLayout } from './layout'
import { newlineOf, readText } from './lines'
import { InputProblem } from './problem'
import { isBlank, RowCutter, type Row } from './table-rows'

/** A row that grows beyond so many characters has a quote that is never closed. */
const MAX_ROW = 1_048_576

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
    const splits: (string | null)[] | null = layout.split === null ? null : []
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
      splits?.push(row.cells[layout.split ?? 0].trim() || null)
    }
    return { first: at[0] ?? cutter.line, at, texts, labels, splits, faults }
  }
  for await (const { first, text } of readText(path, format, signal, onBytes)) {
    // The end of the text's last line is given back: it may stand inside quotes.
    if (text !== null) yield take(cutter.cut(`${text}${newline}`, false))
    if (text === null || cutter.waiting > MAX_ROW) throw endlessRow(path, text === null ? first : cutter.line, layout)
  }
  if (cutter.waiting > 0) yield take(cutter.cut('', true))
}

function endlessRow(path: string, line: number, { quotes }: TableLayout): InputProblem {
  return new InputProblem(path, line, say.corpus.endlessRow(basename(path), line, quotes))
}

function faultOf(path: string, { line, cells, malformed }: Row, layout: TableLayout): Fault | null {
  const name = basename(path)
  if (malformed) return { line, message: say.corpus.quoteInQuotes(name, line) }
  const due = layout.columns.length
  if (cells.length === due) return null
  if (cells.length < due) return { line, message: say.corpus.tooFewCells(name, line, cells.length, due) }
  return { line, message: say.corpus.tooManyCells(name, line, cells.length, due, layout.delimiter) }
}
