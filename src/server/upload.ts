import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { dirname, join, parse } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { diskFault, faultSentence } from '../lab/disk-fault'
import { say } from '../texts/server'
import { replyJson, replyText } from './reply'

/** Largest dropped file, in bytes: 4 GiB. */
export const MAX_UPLOAD_BYTES = 4 * 1024 ** 3
/** Most files of one drop, as many as an import takes. */
export const MAX_UPLOAD_FILES = 1000

const SIZE_SENTENCE = say.tooLarge(MAX_UPLOAD_BYTES / 1024 ** 3)

/** Dropped files are kept this long (ms): what was not imported by then is forgotten. Another server may use the same folder. */
export const KEPT = 24 * 3600 * 1000

/** Removes the batches of earlier days. */
export async function forgetUploads(uploads: string): Promise<void> {
  for (const batch of await readdir(uploads).catch(() => [])) {
    const path = join(uploads, batch)
    // Gone meanwhile by another server, or on a disk that cannot be written: neither keeps this one from serving.
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }))
    if (Date.now() - mtimeMs > KEPT) await rm(path, { recursive: true, force: true }).catch(() => undefined)
  }
}

class TooLarge extends Error {}

/** A file name without folders, control characters or what Windows forbids; null where nothing sensible is left. */
export function safeName(name: string): string | null {
  const base = name.split(/[\\/]/).at(-1) ?? ''
  const clean = base
    .replace(/[\p{Cc}<>:"|?*]/gu, '_')
    .replace(/^\.+|[. ]+$/g, '')
    .trim()
  if (clean === '') return null
  const { name: stem, ext } = parse(clean)
  const safeStem = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem) ? `_${stem}` : stem
  return `${cut(safeStem, 150)}${cut(ext, 30)}`
}

/** The beginning of a text that takes so many bytes at most: file systems count bytes, not letters. */
function cut(text: string, bytes: number): string {
  let kept = ''
  for (const letter of text) {
    if (Buffer.byteLength(kept) + Buffer.byteLength(letter) > bytes) break
    kept += letter
  }
  return kept
}

/**
 * Takes one dropped file: `POST /upload?batch=<hex>&name=<file name>` with its bytes as the body. The files of one batch lie in
 * one folder, `uploads/<batch>/`; two of one name are told apart by a number. Answers `{ path }`; a broken upload leaves nothing.
 */
export async function receiveUpload(
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
  uploads: string,
): Promise<void> {
  const batch = query.get('batch') ?? ''
  const name = safeName(query.get('name') ?? '')
  if (!/^[0-9a-f]{8,64}$/.test(batch)) return refuse(request, response, 400, say.badBatch)
  if (name === null) return refuse(request, response, 400, say.badName)
  if (Number(request.headers['content-length'] ?? 0) > MAX_UPLOAD_BYTES) return refuse(request, response, 413, SIZE_SENTENCE)

  const folder = join(uploads, batch)
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    return refuse(request, response, 507, notWritten(error, uploads, name))
  }
  const path = await freePath(folder, name)
  if (path === null) return refuse(request, response, 409, say.tooMany(MAX_UPLOAD_FILES))
  const partial = `${path}.part`
  let bytes = 0
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      done(bytes > MAX_UPLOAD_BYTES ? new TooLarge() : null, chunk)
    },
  })
  try {
    await pipeline(request, limit, createWriteStream(partial, { flags: 'wx' }))
    await rename(partial, path)
    replyJson(response, 200, { path })
  } catch (error) {
    await rm(partial, { force: true })
    if (response.destroyed) return
    if (error instanceof TooLarge) return refuse(request, response, 413, SIZE_SENTENCE)
    refuse(request, response, 507, notWritten(error, uploads, name))
  }
}

/** Why a file was not kept and what helps. */
function notWritten(error: unknown, uploads: string, name: string): string {
  const fault = diskFault(error)
  return say.notKept(name, fault === null ? null : faultSentence(fault, dirname(uploads)), String(error))
}

async function freePath(folder: string, name: string): Promise<string | null> {
  const { name: stem, ext } = parse(name)
  for (let number = 1; number <= MAX_UPLOAD_FILES; number++) {
    const path = join(folder, number === 1 ? name : `${stem} (${number})${ext}`)
    if (!(await exists(path)) && !(await exists(`${path}.part`))) return path
  }
  return null
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

/** Answers without reading the rest of the body: the connection ends with the answer. */
function refuse(request: IncomingMessage, response: ServerResponse, status: number, sentence: string): void {
  request.unpipe()
  request.resume()
  replyText(response, status, sentence, { Connection: 'close' })
}
