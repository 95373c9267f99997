import type { Split } from '../../../shared/corpus'
import { readJsonLines } from './json-lines'
import type { Format } from './encoding'
import type { Layout, LinesLayout } from './layout'
import { readLines } from './lines'
import { readParquet } from './parquet'
import { labelOf } from './sentence'
import { splitOfValue } from './split-name'
import { readTable } from './table'

/** A line that cannot be read; the message names it and the remedy. */
export interface Fault {
  readonly line: number
  readonly message: string
}

/** Entries of a file, one for each sentence that may come of it. */
export interface EntryBlock {
  /** Line (of a Parquet file: row) of the first entry, from 1 on. */
  readonly first: number
  /** Line of each entry; null: they follow each other. */
  readonly at: readonly number[] | null
  /** As they stand there; null where a line is too long to be held. */
  readonly texts: readonly (string | null)[]
  /** null where there is none; the whole null where the file is unlabelled. */
  readonly labels: readonly (string | null)[] | null
  /** What a column says of the split of each; the whole null where none does. */
  readonly splits: readonly (string | null)[] | null
  readonly faults: readonly Fault[]
}

/** A file of which it is known how to read it. */
export interface ReadableFile {
  readonly path: string
  readonly bytes: number
  readonly format: Format
  readonly layout: Layout
}

export const lineAt = (block: EntryBlock, index: number): number => (block.at ? block.at[index] : block.first + index)

/** The split of an entry: what its column names, else what its file is, else train; null where the column names none. */
export function splitAt(file: { readonly split: Split | null }, block: EntryBlock, index: number): Split | null {
  if (block.splits === null) return file.split ?? 'train'
  const value = block.splits[index]
  return value === null ? null : splitOfValue(value)
}

/**
 * Streams the entries of a file of any layout, in bounded memory.
 * @param onBytes told how many more bytes of the file were read
 * @throws InputProblem where the file cannot be read at all; InvalidUtf8; the signal's reason
 */
export function readEntries(
  file: ReadableFile,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<EntryBlock> {
  const { path, format, layout } = file
  if (layout.kind === 'lines') return readPlain(path, format, layout, signal, onBytes)
  if (layout.kind === 'table') return readTable(path, format, layout, signal, onBytes)
  if (layout.kind === 'jsonl') return readJsonLines(path, format, layout, signal, onBytes)
  return readParquet(path, file.bytes, layout, signal, onBytes)
}

async function* readPlain(
  path: string,
  format: Format,
  { labelled }: LinesLayout,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): AsyncGenerator<EntryBlock> {
  for await (const { first, lines } of readLines(path, format, signal, onBytes)) {
    if (!labelled) {
      yield { first, at: null, texts: lines, labels: null, splits: null, faults: [] }
      continue
    }
    const labels = lines.map((line) => (line === null ? null : labelOf(line)))
    const texts = lines.map((line, i) => (line === null || labels[i] === null ? line : line.slice(line.indexOf('\t') + 1)))
    yield { first, at: null, texts, labels, splits: null, faults: [] }
  }
}
