import { open, type FileHandle } from 'node:fs/promises'
import { basename } from 'node:path'
import { parquetMetadataAsync, parquetReadObjects, parquetSchema, type AsyncBuffer, type FileMetaData } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import { fieldsLayout, type ColumnSample } from './columns'
import type { EntryBlock } from './entries'
import type { FieldsLayout } from './layout'
import { fileProblem, InputProblem } from './problem'
import { asText, fieldNames, fieldOf, wordIn } from './value'

/** Rows that decide on the columns. */
const SNIFFED_ROWS = 200

/** Rows that are decoded at once: a row group of any size is read in slices of so many. */
const SLICE_ROWS = 65_536

/** Column chunks of the file that are kept as they are while a row group is read in slices. */
const KEPT_CHUNKS = 4

type Row = Record<string, unknown>

/** Streams the chosen columns of a Parquet file, row group by row group. */
export async function* readParquet(
  path: string,
  bytes: number,
  layout: FieldsLayout,
  signal: AbortSignal,
  onBytes: (bytes: number) => void,
): AsyncGenerator<EntryBlock> {
  const { file, buffer, metadata } = await openParquet(path)
  const fields = [layout.text, layout.label, layout.split].filter((field) => field !== null)
  const columns = parquetSchema(metadata)
    .children.map(({ element }) => element.name)
    .filter((column) => fields.some((field) => field === column || field.startsWith(`${column}.`)))
  try {
    const total = Number(metadata.num_rows)
    let start = 0
    let told = 0
    for (const group of metadata.row_groups) {
      const end = start + Number(group.num_rows)
      for (; start < end; start = Math.min(end, start + SLICE_ROWS)) {
        signal.throwIfAborted()
        const rowEnd = Math.min(end, start + SLICE_ROWS)
        const rows = await readRows(path, { buffer, metadata, columns, rowStart: start, rowEnd })
        const share = Math.round((bytes * rowEnd) / total)
        onBytes(share - told)
        told = share
        yield blockOf(rows, start + 1, layout)
      }
    }
  } finally {
    await file.close()
  }
}

function blockOf(rows: readonly Row[], first: number, { text, label, split }: FieldsLayout): EntryBlock {
  return {
    first,
    at: null,
    texts: rows.map((row) => asText(fieldOf(row, text)) ?? ''),
    labels: label === null ? null : rows.map((row) => wordIn(row, label)),
    splits: split === null ? null : rows.map((row) => wordIn(row, split)),
    faults: [],
  }
}

/**
 * The first rows of a Parquet file and its layout.
 * @throws InputProblem where it cannot be read or an option names a column that is not there
 */
export async function sniffParquet(path: string, options: ImportOptions): Promise<{ layout: FieldsLayout; rows: readonly Row[] }> {
  const { file, buffer, metadata } = await openParquet(path)
  try {
    if (Number(metadata.num_rows) === 0) throw new InputProblem(path, null, say.corpus.noRows(basename(path)))
    const rowEnd = Math.min(Number(metadata.row_groups[0].num_rows), SNIFFED_ROWS)
    const rows = await readRows(path, { buffer, metadata, rowStart: 0, rowEnd })
    const names = [...new Set(rows.flatMap((row) => fieldNames(row)))]
    if (names.length === 0) throw new InputProblem(path, null, say.corpus.noTextColumn(basename(path)))
    const samples = names.map((name): ColumnSample => ({ name, values: rows.map((row) => asText(fieldOf(row, name)) ?? '') }))
    return { layout: fieldsLayout('parquet', path, samples, options), rows }
  } finally {
    await file.close()
  }
}

async function openParquet(path: string): Promise<{ file: FileHandle; buffer: AsyncBuffer; metadata: FileMetaData }> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw fileProblem(path, error)
  })
  try {
    const buffer = bufferOf(file, (await file.stat()).size)
    return { file, buffer, metadata: await parquetMetadataAsync(buffer) }
  } catch (error) {
    await file.close()
    throw parquetProblem(path, error)
  }
}

async function readRows(
  path: string,
  request: { buffer: AsyncBuffer; metadata: FileMetaData; columns?: string[]; rowStart: number; rowEnd: number },
): Promise<Row[]> {
  const { buffer: file, ...rest } = request
  return parquetReadObjects({ file, compressors, ...rest }).catch((error: unknown) => {
    throw parquetProblem(path, error)
  })
}

/** The file as the reader wants it; the last chunks stay in memory, for slices of one row group ask for the same ones. */
function bufferOf(file: FileHandle, byteLength: number): AsyncBuffer {
  const kept = new Map<string, Promise<ArrayBuffer>>()
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    const bytes = new Uint8Array(end - start)
    let done = 0
    while (done < bytes.length) {
      const { bytesRead } = await file.read(bytes, done, bytes.length - done, start + done)
      if (bytesRead === 0) throw new Error(say.corpus.endsEarly)
      done += bytesRead
    }
    return bytes.buffer
  }
  return {
    byteLength,
    slice(start, end = byteLength) {
      const key = `${start} ${end}`
      const known = kept.get(key) ?? read(start, end)
      kept.delete(key)
      kept.set(key, known)
      if (kept.size > KEPT_CHUNKS) kept.delete([...kept.keys()][0])
      return known
    },
  }
}

function parquetProblem(path: string, error: unknown): unknown {
  if (error instanceof InputProblem || (error as Error | null)?.name === 'AbortError') return error
  const reason = error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
  return new InputProblem(path, null, say.corpus.badParquet(basename(path), reason))
}
