import { isUtf8 } from 'node:buffer'
import { say } from '../../../texts/lab'
import { fileBytes } from './bytes'
import { decoder, lineOf, notText, nulByte, type Format } from './encoding'

/** A longer line is not held in memory: it comes as null. Bytes as UTF-8. */
const MAX_LINE_BYTES = 1_048_576

export interface LineBlock {
  /** Number of the first line, from 1 on. */
  readonly first: number
  /** Lines without their ends (a CR before the LF is left on); null stands for a line over `MAX_LINE_BYTES`. */
  readonly lines: readonly (string | null)[]
}

/** A file that was taken for UTF-8 is not, from this line on. */
export class InvalidUtf8 extends Error {
  constructor(readonly line: number) {
    super(say.corpus.badLine(line))
  }
}

/** Whole lines of a file as one text, without the end of the last; null stands for a line over `MAX_LINE_BYTES`. */
export interface TextBlock {
  /** Number of the first line, from 1 on. */
  readonly first: number
  readonly text: string | null
}

/**
 * Streams a file's lines in blocks; memory stays below a few MiB whatever the file is.
 * @param onBytes told how many more bytes of the file were read
 * @throws InputProblem where the file is gone, unreadable or holds NUL bytes; InvalidUtf8; the signal's reason
 */
export async function* readLines(
  path: string,
  format: Format,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<LineBlock> {
  const newline = newlineOf(format)
  for await (const { first, text } of readText(path, format, signal, onBytes))
    yield { first, lines: text === null ? [null] : text.split(newline) }
}

/** What ends a line of the text. */
export const newlineOf = (format: Format): '\n' | '\r' => (format.newline === 10 ? '\n' : '\r')

/** As `readLines`, the lines uncut. */
export async function* readText(
  path: string,
  format: Format,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<TextBlock> {
  const gatherer = new LineGatherer(path, format)
  for await (const chunk of utf8Chunks(path, format, signal, onBytes)) yield* gatherer.push(chunk)
  yield* gatherer.end()
}

async function* utf8Chunks(path: string, format: Format, signal: AbortSignal, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  const direct = format.encoding === 'UTF-8' || format.encoding === 'UTF-8 with BOM'
  const transcoder = direct ? null : decoder(format.encoding)
  let skip = format.encoding === 'UTF-8 with BOM' ? 3 : 0
  for await (const chunk of fileBytes(path, format.compressed, signal, onBytes)) {
    yield transcoder ? Buffer.from(transcoder.decode(chunk, { stream: true })) : chunk.subarray(skip)
    skip = 0
  }
}

/** Gathers UTF-8 chunks into whole lines, carrying the unfinished one. */
class LineGatherer {
  private rest: Buffer = Buffer.alloc(0)
  private skipping = false
  private line = 1

  constructor(
    private readonly path: string,
    private readonly format: Format,
  ) {}

  *push(chunk: Buffer): Generator<TextBlock> {
    const { newline } = this.format
    const begin = this.skipping ? chunk.indexOf(newline) + 1 : 0
    if (this.skipping && begin === 0) return
    if (this.skipping) yield this.overlong()
    const end = chunk.lastIndexOf(newline)
    if (end >= begin) {
      yield this.decode(this.joined(chunk.subarray(begin, end)))
      this.rest = Buffer.from(chunk.subarray(end + 1))
    } else {
      this.rest = Buffer.concat([this.rest, chunk.subarray(begin)])
    }
    if (this.rest.length > MAX_LINE_BYTES) {
      this.rest = Buffer.alloc(0)
      this.skipping = true
    }
  }

  *end(): Generator<TextBlock> {
    if (this.skipping) yield this.overlong()
    else if (this.rest.length > 0) yield this.decode(this.rest)
  }

  private overlong(): TextBlock {
    this.skipping = false
    return { first: this.line++, text: null }
  }

  private joined(bytes: Buffer): Buffer {
    return this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes
  }

  private decode(bytes: Buffer): TextBlock {
    const nul = bytes.indexOf(0)
    if (nul !== -1)
      throw this.format.newline === 10 ? nulByte(this.path, this.line - 1 + lineOf(bytes, nul)) : notText(this.path, say.corpus.binary.nul)
    if (!isUtf8(bytes)) throw new InvalidUtf8(this.line + this.firstBadLine(bytes))
    const first = this.line
    this.line += lineCount(bytes, this.format.newline)
    return { first, text: bytes.toString('utf8') }
  }

  private firstBadLine(bytes: Buffer): number {
    let index = 0
    for (let begin = 0; begin <= bytes.length; index++) {
      const end = bytes.indexOf(this.format.newline, begin)
      if (!isUtf8(bytes.subarray(begin, end === -1 ? bytes.length : end))) break
      begin = end === -1 ? bytes.length + 1 : end + 1
    }
    return index
  }
}

function lineCount(bytes: Buffer, newline: number): number {
  let lines = 1
  for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, at + 1)) lines++
  return lines
}
