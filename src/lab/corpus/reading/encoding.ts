import { isUtf8 } from 'node:buffer'
import { basename } from 'node:path'
import { TextDecoder } from 'node:util'
import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import { InputProblem } from './problem'

/** How a file's bytes are read. Latin-1 means windows-1252, its common superset, as in the WHATWG encoding standard. */
export type Encoding = 'UTF-8' | 'UTF-8 with BOM' | 'UTF-16LE' | 'UTF-16BE' | 'Latin-1'

/** Bytes of a file that are looked at before it is read whole. */
export const HEAD_BYTES = 65_536

export interface Format {
  readonly encoding: Encoding
  /** Whether the file is packed by gzip. */
  readonly compressed: boolean
  /** Byte that ends a line once the text is UTF-8: LF, or CR in files that hold no LF. */
  readonly newline: 10 | 13
}

/**
 * Sniffs encoding and line ends from a file's first bytes.
 * @param head unpacked
 * @param whole whether `head` is the whole file (else its last character may be cut)
 * @param wish an encoding that is to be taken whatever the bytes say
 * @throws InputProblem where the bytes are not text
 */
export function sniffFormat(path: string, head: Buffer, whole: boolean, compressed: boolean, wish: ImportOptions['encoding']): Format {
  const encoding = wish === 'auto' ? sniffEncoding(path, head, whole) : chosenEncoding(path, head, wish)
  const text = decodeHead(head, encoding)
  return { encoding, compressed, newline: text.includes('\r') && !text.includes('\n') ? 13 : 10 }
}

function chosenEncoding(path: string, head: Buffer, wish: Exclude<ImportOptions['encoding'], 'auto'>): Encoding {
  refuseBinary(path, head)
  return wish === 'UTF-8' && hasMark(head) ? 'UTF-8 with BOM' : wish
}

/** The text of a file's first bytes, without its byte order mark; a character cut at the end becomes U+FFFD. */
export function decodeHead(head: Buffer, encoding: Encoding): string {
  return decoder(encoding).decode(head)
}

/** A decoder that leaves the byte order mark out. */
export function decoder(encoding: Encoding): TextDecoder {
  return new TextDecoder(LABELS[encoding])
}

const LABELS: Record<Encoding, string> = {
  'UTF-8': 'utf-8',
  'UTF-8 with BOM': 'utf-8',
  'UTF-16LE': 'utf-16le',
  'UTF-16BE': 'utf-16be',
  'Latin-1': 'windows-1252',
}

function sniffEncoding(path: string, head: Buffer, whole: boolean): Encoding {
  refuseBinary(path, head)
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16LE'
  if (head[0] === 0xfe && head[1] === 0xff) return 'UTF-16BE'
  if (head.includes(0)) {
    const wide = sniffUtf16(head)
    if (wide) return wide
    throw nulByte(path, lineOf(head, head.indexOf(0)))
  }
  const valid = isUtf8(whole ? head : withoutCutCharacter(head))
  if (!valid && controlShare(head) > 0.02) throw notText(path, say.corpus.binary.control)
  if (!valid) return 'Latin-1'
  return hasMark(head) ? 'UTF-8 with BOM' : 'UTF-8'
}

const hasMark = (head: Buffer): boolean => head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf

function refuseBinary(path: string, head: Buffer): void {
  const kind = SIGNATURES.find(([signature]) => head.subarray(0, signature.length).toString('latin1') === signature)
  if (kind) throw notText(path, say.corpus.binary[kind[1]])
}

/** UTF-16 without a byte order mark: of most characters of Western text every second byte is 0, the first or the last of two. */
function sniffUtf16(head: Buffer): 'UTF-16LE' | 'UTF-16BE' | null {
  const zeros = [0, 0]
  for (let i = 0; i < head.length; i++) if (head[i] === 0) zeros[i % 2]++
  const most = head.length / 2
  if (zeros[1] > most * 0.4 && zeros[0] < most * 0.05) return 'UTF-16LE'
  if (zeros[0] > most * 0.4 && zeros[1] < most * 0.05) return 'UTF-16BE'
  return null
}

const SIGNATURES: readonly (readonly [string, keyof typeof say.corpus.binary])[] = [
  ['\xff\xfe\0\0', 'utf32'],
  ['\0\0\xfe\xff', 'utf32'],
  ['\x1f\x8b', 'gzip'],
  ['BZh', 'bzip2'],
  ['\xfd7zXZ', 'xz'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
  ['PK\x03\x04', 'zip'],
  ['%PDF-', 'pdf'],
  ['PAR1', 'parquet'],
  ['\x89PNG', 'picture'],
  ['\xff\xd8\xff', 'picture'],
  ['SQLite format 3', 'database'],
]

/** The refusal of a binary file. */
export function notText(path: string, reason: string): InputProblem {
  return new InputProblem(path, null, say.corpus.notText(basename(path), reason))
}

/** The refusal of a file with a NUL byte. */
export function nulByte(path: string, line: number): InputProblem {
  return new InputProblem(path, line, say.corpus.nulByte(basename(path), line))
}

/** The line, from 1 on, in which a byte stands. */
export function lineOf(bytes: Buffer, position: number): number {
  let line = 1
  for (let at = bytes.indexOf(10); at !== -1 && at < position; at = bytes.indexOf(10, at + 1)) line++
  return line
}

function withoutCutCharacter(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && bytes.length - end < 3 && (bytes[end - 1] & 0xc0) === 0x80) end--
  if (end > 0 && bytes[end - 1] >= 0xc0) return bytes.subarray(0, end - 1)
  return bytes.length === end ? bytes : bytes.subarray(0, end)
}

function controlShare(bytes: Buffer): number {
  let controls = 0
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127) controls++
  return controls / bytes.length
}
