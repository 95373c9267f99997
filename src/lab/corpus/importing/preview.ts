import { basename } from 'node:path'
import { SPLITS, type Remark, type Split } from '../../../shared/corpus'
import { importOptionsSchema, type ImportOptions } from '../../../shared/import-options'
import type { Preview } from '../../../shared/preview'
import { findFiles, type InputFile } from '../reading/files'
import { readHead, type Head } from '../reading/head'
import { planImport } from './plan'
import { InputProblem } from '../reading/problem'
import { isLabelled } from '../reading/layout'
import { readSentence } from '../reading/sentence'
import { latinNotice } from './survey-remarks'

/** Lines of a file that are shown, and their longest part. */
const SHOWN_LINES = 20
const SHOWN_CHARACTERS = 400
const SHOWN_CELL = 120

/** Files of up to this many bytes together are read whole, so that every remark of the import is known before. */
const READ_WHOLE_BYTES = 16_777_216
/** What a byte of a packed file counts for: text shrinks to a quarter, and unpacking takes time too. */
const PACKED_WEIGHT = 6

/**
 * What an import of these files, or of this folder, would make of them. Only the heads of large files are read. Faults are
 * remarks of the kind `problem`; nothing about the input is thrown.
 */
export async function previewCorpus(paths: string[], options: Partial<ImportOptions>): Promise<Preview> {
  const settings = importOptionsSchema.parse(options)
  const found = await findFiles(paths, settings.files)
  const files: Preview['files'] = []
  const remarks: Remark[] = []
  const others = [...found.others]
  for (const file of found.files) {
    try {
      const head = await readHead(file, settings)
      files.push(shown(file, head, settings))
      if (head.invalid !== null) remarks.push(latinNotice(file.path, head.invalid))
    } catch (error) {
      remarks.push(problemOf(error))
      const head = await looseHead(file, settings)
      if (head) files.push(shown(file, head, settings))
      else others.push(file.path)
    }
  }
  const all = [...found.remarks, ...remarks]
  const work = files.reduce(
    (sum, { bytes, compressed, layout }) => sum + bytes * (compressed || layout === 'parquet' ? PACKED_WEIGHT : 1),
    0,
  )
  if (work > READ_WHOLE_BYTES || all.some(({ kind }) => kind === 'problem'))
    return { name: found.name, files, cut: cutOf(files), others, remarks: all }
  try {
    const plan = await planImport(found, settings, new AbortController().signal)
    return {
      name: found.name,
      files: files.map((file, i) => ({ ...file, encoding: plan.files[i].format.encoding })),
      cut: SPLITS.filter((split) => split !== 'train' && plan.sizes[split] > 0),
      others,
      remarks: [...plan.remarks],
    }
  } catch (error) {
    return { name: found.name, files, cut: cutOf(files), others, remarks: [...all, problemOf(error)] }
  }
}

/**
 * The head of a file that cannot be read as the options say, read without what they say of columns and labels: with it on show, what is
 * wrong can be corrected. null: it cannot be read that way either.
 */
async function looseHead(file: InputFile, options: ImportOptions): Promise<Head | null> {
  const { [file.path]: own, [basename(file.path)]: named, ...others } = options.files
  for (const labelled of ['auto', 'no'] as const) {
    const loose = { labelled, text_column: '', label_column: '', split_column: '' }
    try {
      return await readHead(file, { ...options, ...loose, files: { ...others, [file.path]: { ...(own ?? named), ...loose } } })
    } catch (error) {
      if (!(error instanceof InputProblem)) throw error
    }
  }
  return null
}

/** The splits that no file is; none where a column names splits, for only a reading of the whole tells which. */
function cutOf(files: Preview['files']): Split[] {
  if (files.some(({ split_column }) => split_column !== null)) return []
  return SPLITS.filter((split) => split !== 'train' && files.every((file) => file.split !== split))
}

function problemOf(error: unknown): Remark {
  if (error instanceof InputProblem) return error.remark
  throw error
}

function shown(file: InputFile, { format, layout, rows }: Head, options: ImportOptions): Preview['files'][number] {
  const head = rows.slice(0, SHOWN_LINES).map(({ line, label, text, cells }) => {
    const words = readSentence(text, options)
    const kept = typeof words !== 'string'
    return {
      line,
      label,
      text: shortened(kept ? words.join(' ') : text.trim(), SHOWN_CHARACTERS),
      kept,
      cells: cells.map((cell) => shortened(cell, SHOWN_CELL)),
    }
  })
  const table = layout.kind === 'table' ? layout : null
  const name = (column: number | string | null) => (typeof column === 'number' && table ? table.columns[column] : (column as string | null))
  return {
    path: file.path,
    split: file.split,
    bytes: file.bytes,
    compressed: format.compressed,
    encoding: format.encoding,
    layout: layout.kind,
    labelled: isLabelled(layout),
    delimiter: table?.delimiter ?? null,
    quotes: table?.quotes ?? null,
    header: table?.header ?? null,
    columns: layout.kind === 'lines' ? [] : [...layout.columns],
    text_column: layout.kind === 'lines' ? null : name(layout.text),
    label_column: layout.kind === 'lines' ? null : name(layout.label),
    split_column: layout.kind === 'lines' ? null : name(layout.split),
    head,
  }
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most)}…` : text
}
