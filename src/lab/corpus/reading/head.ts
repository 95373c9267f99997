import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'
import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import { firstBytes } from './bytes'
import { isUsualName } from './columns'
import { decodeHead, HEAD_BYTES, sniffFormat, type Format } from './encoding'
import { readingOf } from './file-options'
import type { InputFile } from './files'
import { parseObject, sniffJsonLines } from './json-lines'
import { isLabelled, type FieldsLayout, type Layout } from './layout'
import { newlineOf } from './lines'
import { sniffParquet } from './parquet'
import { InputProblem } from './problem'
import { labelOf } from './sentence'
import { sniffTable } from './table-head'
import { asText, fieldOf } from './value'

/** One of the first entries of a file. */
export interface HeadRow {
  readonly line: number
  readonly label: string | null
  readonly text: string
  /** A value for each column; empty where the file has none. */
  readonly cells: readonly string[]
}

/** What the first bytes of a file tell. */
export interface Head {
  readonly format: Format
  readonly layout: Layout
  /** The first entries, blank lines left out; the last may be cut. */
  readonly rows: readonly HeadRow[]
  /** The first of its lines that is not UTF-8, from 1 on, where the file is taken for Latin-1. */
  readonly invalid: number | null
}

/** Lines that must agree before a file is taken for labelled. */
const SNIFFED_LINES = 100

/** Share of a table's rows that must have the same number of columns; a file with fewer is no table. */
const LEAST_REGULAR = 0.8

/**
 * Reads a file's first bytes and finds out how it is to be read, as far as the options leave that open.
 * @throws InputProblem where it cannot be read, is not text, or mixes labelled and unlabelled lines
 */
export async function readHead(file: InputFile, all: ImportOptions): Promise<Head> {
  const { path } = file
  const options = readingOf(file, all)
  const { bytes, compressed, whole } = await firstBytes(path, HEAD_BYTES)
  if (!compressed && bytes.subarray(0, 4).toString('latin1') === 'PAR1') {
    const { layout, rows } = await sniffParquet(path, options)
    const format: Format = { encoding: 'UTF-8', compressed: false, newline: 10 }
    return { format, layout, rows: rows.map((row, i) => fieldsRow(row, i + 1, layout)), invalid: null }
  }
  if (bytes.length === 0) throw new InputProblem(path, null, say.corpus.empty(basename(path)))
  const format = sniffFormat(path, bytes, whole, compressed, options.encoding)
  const lines = decodeHead(bytes, format.encoding).split(newlineOf(format))
  if (lines.length > 1 && (!whole || lines.at(-1) === '')) lines.pop()
  const doubted = format.encoding === 'Latin-1' && options.encoding === 'auto'
  return { format, ...laidOut(path, lines, format, options), invalid: doubted ? firstInvalidLine(bytes) : null }
}

function laidOut(path: string, lines: readonly string[], format: Format, options: ImportOptions): Pick<Head, 'layout' | 'rows'> {
  const kind = options.layout === 'auto' ? sniffKind(path, lines, format, options) : options.layout
  if (kind === 'jsonl') {
    const { layout, objects } = sniffJsonLines(path, lines, options)
    return { layout, rows: [...objects].map(([line, object]) => fieldsRow(object, line, layout)) }
  }
  if (kind === 'table') {
    const { layout, rows } = sniffTable(path, lines.join(newlineOf(format)), format, options)
    const label = (cells: readonly string[]) => (layout.label === null ? null : (cells[layout.label]?.trim() ?? '') || null)
    const shown = rows.map(({ line, cells }) => ({ line, label: label(cells), text: cells[layout.text] ?? '', cells }))
    return { layout, rows: shown }
  }
  const layout: Layout = { kind: 'lines', labelled: isLabelledText(path, lines, options.labelled) }
  const rows = lines
    .map((line, index) => ({ line: index + 1, text: line.endsWith('\r') ? line.slice(0, -1) : line }))
    .filter(({ text }) => text.trim() !== '')
    .map(({ line, text }): HeadRow => {
      const label = isLabelled(layout) ? labelOf(text) : null
      return { line, label, text: label === null ? text : text.slice(text.indexOf('\t') + 1), cells: [] }
    })
  return { layout, rows }
}

function fieldsRow(row: Readonly<Record<string, unknown>>, line: number, layout: FieldsLayout): HeadRow {
  const cell = (name: string) => asText(fieldOf(row, name)) ?? ''
  return {
    line,
    label: layout.label === null ? null : cell(layout.label).trim() || null,
    text: cell(layout.text),
    cells: layout.columns.map(cell),
  }
}

/** By the file's name first, then by what its lines look like. */
function sniffKind(path: string, lines: readonly string[], format: Format, options: ImportOptions): 'lines' | 'table' | 'jsonl' {
  const name = path.toLowerCase().replace(/\.gz$/, '')
  const first = lines.filter((line) => line.trim() !== '').slice(0, 3)
  if (/\.(jsonl|ndjson|json)$/.test(name)) return 'jsonl'
  if (first.length > 0 && first.every((line) => line.trimStart().startsWith('{') && typeof parseObject(line) !== 'string')) return 'jsonl'
  const wished = options.delimiter !== 'auto' || options.header === 'yes' || options.text_column !== ''
  if (wished) return 'table'
  // What columns are wished for must not matter to whether it is a table.
  const table = () =>
    sniffTable(path, lines.join(newlineOf(format)), format, {
      ...options,
      labelled: 'auto',
      text_column: '',
      label_column: '',
      split_column: '',
    })
  if (name.endsWith('.csv')) {
    const { layout, regular } = table()
    const plain = layout.columns.length === 1 && !first.some((line) => line.startsWith('"'))
    return layout.header || (regular >= LEAST_REGULAR && !plain) ? 'table' : 'lines'
  }
  const names = (first[0] ?? '').trim().split('\t')
  if (names.length > 1 && first.length > 1 && names.every(isUsualName)) return 'table'
  if (/\.(tsv|tab)$/.test(name)) {
    const { layout, regular } = table()
    return layout.delimiter === 'tab' && layout.columns.length > 2 && regular >= 0.95 ? 'table' : 'lines'
  }
  return 'lines'
}

function firstInvalidLine(bytes: Buffer): number {
  let line = 1
  for (let begin = 0; ; line++) {
    const end = bytes.indexOf(10, begin)
    if (end === -1 || !isUtf8(bytes.subarray(begin, end))) return line
    begin = end + 1
  }
}

function isLabelledText(path: string, lines: readonly string[], wish: ImportOptions['labelled']): boolean {
  if (wish !== 'auto') return wish === 'yes'
  const sample = lines.map((line, index) => ({ line: index + 1, text: line })).filter(({ text }) => text.trim() !== '')
  const first = sample.slice(0, SNIFFED_LINES)
  const odd = first.find(({ text }) => (labelOf(text) === null) !== (labelOf(first[0].text) === null))
  if (odd) throw mixedLabels(path, odd.line, labelOf(odd.text) !== null, first[0].line)
  return first.length > 0 && labelOf(first[0].text) !== null
}

/** The refusal of a file in which some lines have a label and others have none. */
export function mixedLabels(path: string, line: number, labelled: boolean, other: number | null): InputProblem {
  return new InputProblem(path, line, say.corpus.mixedLabels(basename(path), line, labelled, other))
}
