import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { createGunzip, type Gunzip } from 'node:zlib'
import { say } from '../../../texts/lab'
import { fileProblem, InputProblem } from './problem'

/** Bytes read at once. */
const CHUNK_BYTES = 524_288

/** Whether these first bytes of a file are gzip's. */
const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b

/**
 * The bytes of a file in chunks, unpacked where it is compressed; each chunk is valid until the next is asked for.
 * @param onBytes told how many more bytes of the file itself were read
 * @throws InputProblem where the file is gone, unreadable or its compression is damaged; the signal's reason
 */
export function fileBytes(
  path: string,
  compressed: boolean,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<Buffer> {
  const raw = rawBytes(path, signal, onBytes)
  return compressed ? unpacked(path, raw) : raw
}

/** The first bytes of a file, unpacked, at most `count`; and whether they are all of it. */
export async function firstBytes(path: string, count: number): Promise<{ bytes: Buffer; compressed: boolean; whole: boolean }> {
  const start = await collect(
    rawBytes(path, new AbortController().signal, () => {}),
    count,
  )
  if (!isGzip(start.bytes)) return { ...start, compressed: false }
  const inside = await collect(fileBytes(path, true, new AbortController().signal), count)
  return { ...inside, compressed: true }
}

async function collect(chunks: AsyncGenerator<Buffer>, count: number): Promise<{ bytes: Buffer; whole: boolean }> {
  const parts: Buffer[] = []
  let length = 0
  for await (const chunk of chunks) {
    parts.push(Buffer.from(chunk))
    length += chunk.length
    if (length > count) break
  }
  return { bytes: Buffer.concat(parts).subarray(0, count), whole: length <= count }
}

async function* rawBytes(path: string, signal: AbortSignal, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
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
      onBytes(bytesRead)
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function* unpacked(path: string, raw: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES })
  let stopped = false
  const feeding = (async () => {
    try {
      // The raw chunk's memory is used again, so it is copied.
      for await (const chunk of raw) {
        if (stopped) return
        if (!gunzip.write(Buffer.from(chunk))) await drained(gunzip)
      }
      gunzip.end()
    } catch (error) {
      gunzip.destroy(error as Error)
    }
  })()
  try {
    for await (const chunk of gunzip) yield chunk as Buffer
  } catch (error) {
    throw gzipProblem(path, error)
  } finally {
    stopped = true
    gunzip.destroy()
    await feeding
  }
}

/** Waits until a stream takes more, or takes nothing any more. */
function drained(stream: Gunzip): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      stream.off('drain', go).off('close', go)
      resolve()
    }
    stream.on('drain', go).on('close', go)
  })
}

function gzipProblem(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? ''
  if (!code.startsWith('Z_')) return error
  const { cutOffPack, brokenPack } = say.corpus
  return new InputProblem(path, null, (code === 'Z_BUF_ERROR' ? cutOffPack : brokenPack)(basename(path)))
}
