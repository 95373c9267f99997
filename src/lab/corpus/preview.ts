import { importOptionsSchema, type ImportOptions, type Preview, type Remark } from '../../shared/corpus'
import { findFiles, type InputFile } from './files'
import { readHead, type Head } from './head'
import { planImport } from './plan'
import { InputProblem } from './problem'
import { labelOf } from './sentence'
import { latinNotice } from './survey'

/** Lines of a file that are shown, and their longest part. */
const SHOWN_LINES = 20
const SHOWN_CHARACTERS = 400

/** Files of up to this many bytes together are read whole, so that every remark of the import is known before. */
const READ_WHOLE_BYTES = 16_777_216

/**
 * What an import of these files, or of this folder, would make of them. Only the heads of large files are read. Faults are
 * remarks of the kind `problem`; nothing about the input is thrown.
 */
export async function previewCorpus(paths: string[], options: Partial<ImportOptions>): Promise<Preview> {
  const settings = importOptionsSchema.parse(options)
  const found = await findFiles(paths)
  const files: Preview['files'] = []
  const remarks: Remark[] = []
  for (const file of found.files) {
    try {
      const head = await readHead(file, settings)
      files.push(shown(file, head))
      if (head.invalid !== null) remarks.push(latinNotice(file.path, head.invalid))
    } catch (error) {
      remarks.push(problemOf(error))
    }
  }
  const all = [...found.remarks, ...remarks]
  const whole = found.files.reduce((sum, file) => sum + file.bytes, 0) <= READ_WHOLE_BYTES
  if (!whole || all.some(({ kind }) => kind === 'problem')) return { name: found.name, files, remarks: all }
  try {
    const plan = await planImport(found, settings, new AbortController().signal)
    return {
      name: found.name,
      files: files.map((file, i) => ({ ...file, encoding: plan.files[i].format.encoding })),
      remarks: [...plan.remarks],
    }
  } catch (error) {
    return { name: found.name, files, remarks: [...all, problemOf(error)] }
  }
}

function problemOf(error: unknown): Remark {
  if (error instanceof InputProblem) return error.remark
  throw error
}

function shown(file: InputFile, head: Head): Preview['files'][number] {
  const lines = head.lines
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '')
    .slice(0, SHOWN_LINES)
    .map(({ line, text }) => {
      const label = head.labelled ? labelOf(text) : null
      const sentence = label === null ? text : text.slice(text.indexOf('\t') + 1)
      return { line, label, text: shortened(sentence.trim()) }
    })
  return { path: file.path, split: file.split, bytes: file.bytes, encoding: head.format.encoding, labelled: head.labelled, head: lines }
}

function shortened(text: string): string {
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text
}
