import { isUtf8 } from 'node:buffer'
import { open } from 'node:fs/promises'
import { decoder, lineOf, notText, nulByte, type Format } from './encoding'
import { fileProblem } from './problem'

/** Bytes read at once. */
const CHUNK_BYTES = 524_288

/** A longer line is not held in memory: it comes as null. Bytes as UTF-8. */
export const MAX_LINE_BYTES = 1_048_576

export interface LineBlock {
  /** Number of the first line, from 1 on. */
  readonly first: number
  /** Lines without their ends (a CR before the LF is left on); null stands for a line over `MAX_LINE_BYTES`. */
  readonly lines: readonly (string | null)[]
}

/** A file that was taken for UTF-8 is not, from this line on. */
export class InvalidUtf8 extends Error {
  constructor(readonly line: number) {
    super(`Line ${line} is not UTF-8.`)
  }
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
  const splitter = new LineSplitter(path, format)
  for await (const chunk of utf8Chunks(path, format, signal, onBytes)) {
    const block = splitter.push(chunk)
    if (block.lines.length > 0) yield block
  }
  const rest = splitter.end()
  if (rest.lines.length > 0) yield rest
}

async function* utf8Chunks(path: string, format: Format, signal: AbortSignal, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  const direct = format.encoding === 'UTF-8' || format.encoding === 'UTF-8 with BOM'
  const transcoder = direct ? null : decoder(format.encoding)
  let skip = format.encoding === 'UTF-8 with BOM' ? 3 : 0
  for await (const chunk of chunks(path, signal)) {
    onBytes(chunk.length)
    yield transcoder ? Buffer.from(transcoder.decode(chunk, { stream: true })) : chunk.subarray(skip)
    skip = 0
  }
}

/** Chunks of a file; each is valid until the next is asked for. */
async function* chunks(path: string, signal: AbortSignal): AsyncGenerator<Buffer> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
  const file = await open(path, 'r').catch((error: unknown) => {
    throw fileProblem(path, error)
  })
  try {
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, null).catch((error: unknown) => {
        throw fileProblem(path, error)
      })
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** Cuts UTF-8 chunks into lines, carrying the unfinished one. */
class LineSplitter {
  private rest: Buffer = Buffer.alloc(0)
  private skipping = false
  private line = 1

  constructor(
    private readonly path: string,
    private readonly format: Format,
  ) {}

  push(chunk: Buffer): LineBlock {
    const first = this.line
    const lines: (string | null)[] = []
    const begin = this.skipping ? chunk.indexOf(this.format.newline) + 1 : 0
    if (this.skipping && begin === 0) return { first, lines }
    if (this.skipping) this.finish(lines, [null])
    const end = chunk.lastIndexOf(this.format.newline)
    if (end >= begin) {
      this.finish(lines, this.decode(this.joined(chunk.subarray(begin, end))))
      this.rest = Buffer.from(chunk.subarray(end + 1))
    } else {
      this.rest = Buffer.concat([this.rest, chunk.subarray(begin)])
    }
    if (this.rest.length > MAX_LINE_BYTES) {
      this.rest = Buffer.alloc(0)
      this.skipping = true
    }
    return { first, lines }
  }

  end(): LineBlock {
    const first = this.line
    if (this.skipping) return { first, lines: [null] }
    return { first, lines: this.rest.length > 0 ? this.decode(this.rest) : [] }
  }

  private finish(lines: (string | null)[], more: (string | null)[]): void {
    for (const line of more) lines.push(line)
    this.line += more.length
    this.skipping = false
  }

  private joined(bytes: Buffer): Buffer {
    return this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes
  }

  private decode(bytes: Buffer): string[] {
    const nul = bytes.indexOf(0)
    if (nul !== -1)
      throw this.format.newline === 10 ? nulByte(this.path, this.line - 1 + lineOf(bytes, nul)) : notText(this.path, 'it holds NUL bytes')
    if (!isUtf8(bytes)) throw new InvalidUtf8(this.line + this.firstBadLine(bytes))
    return bytes.toString('utf8').split(this.format.newline === 10 ? '\n' : '\r')
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
