import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import type { ImportOptions } from '../../shared/corpus'
import { decodeHead, HEAD_BYTES, sniffFormat, type Format } from './encoding'
import type { InputFile } from './files'
import { fileProblem, InputProblem } from './problem'
import { labelOf } from './sentence'

/** What the first bytes of a file tell. */
export interface Head {
  readonly format: Format
  readonly labelled: boolean
  /** The first lines, blank ones included; the last may be cut. */
  readonly lines: readonly string[]
  /** The first of these lines that is not UTF-8, from 1 on, where the file is taken for Latin-1. */
  readonly invalid: number | null
}

/** Lines that must agree before a file is taken for labelled. */
const SNIFFED_LINES = 100

/**
 * Reads a file's first bytes.
 * @throws InputProblem where it cannot be read, is not text, or mixes labelled and unlabelled lines
 */
export async function readHead(file: InputFile, options: Pick<ImportOptions, 'labelled'>): Promise<Head> {
  const bytes = await headBytes(file.path)
  const format = sniffFormat(file.path, bytes, bytes.length >= file.bytes)
  const lines = decodeHead(bytes, format.encoding)
    .split(format.newline === 10 ? '\n' : '\r')
    .map((line) => (line.endsWith('\r') ? line.slice(0, -1) : line))
  if (lines.length > 1 && (bytes.length < file.bytes || lines.at(-1) === '')) lines.pop()
  return {
    format,
    labelled: isLabelled(file.path, lines, options.labelled),
    lines,
    invalid: format.encoding === 'Latin-1' ? firstInvalidLine(bytes) : null,
  }
}

function firstInvalidLine(bytes: Buffer): number {
  let line = 1
  for (let begin = 0; ; line++) {
    const end = bytes.indexOf(10, begin)
    if (end === -1 || !isUtf8(bytes.subarray(begin, end))) return line
    begin = end + 1
  }
}

async function headBytes(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r')
    try {
      const bytes = Buffer.alloc(HEAD_BYTES)
      const { bytesRead } = await file.read(bytes, 0, HEAD_BYTES, 0)
      return bytes.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fileProblem(path, error)
  }
}

function isLabelled(path: string, lines: readonly string[], wish: ImportOptions['labelled']): boolean {
  if (wish !== 'auto') return wish === 'yes'
  const sample = lines.map((line, index) => ({ line: index + 1, text: line })).filter(({ text }) => text.trim() !== '')
  const first = sample.slice(0, SNIFFED_LINES)
  const odd = first.find(({ text }) => (labelOf(text) === null) !== (labelOf(first[0].text) === null))
  if (odd) throw mixedLabels(path, odd.line, labelOf(odd.text) !== null, first[0].line)
  return first.length > 0 && labelOf(first[0].text) !== null
}

/** The refusal of a file in which some lines have a label and others have none. */
export function mixedLabels(path: string, line: number, labelled: boolean, other: number | null): InputProblem {
  const here = labelled ? 'has a label and a tab' : 'has no label and tab'
  const there = other === null ? `, unlike the lines before it` : `, line ${other} ${labelled ? 'has none' : 'has'}`
  return new InputProblem(
    path,
    line,
    `${basename(path)} mixes labelled and unlabelled lines: line ${line} ${here}${there}. Give every line a label, a tab and its text, or import it as unlabelled text.`,
  )
}
