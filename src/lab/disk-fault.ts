import { statfsSync } from 'node:fs'
import { say } from '../texts/lab'

/** Why something could not be written. */
export type DiskFault = 'full' | 'read-only' | 'denied' | 'failing' | 'gone' | 'busy' | 'damaged'

const CODES: Readonly<Record<string, DiskFault>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'denied',
  EPERM: 'denied',
  EIO: 'failing',
  ENODEV: 'gone',
  ENXIO: 'gone',
  ESTALE: 'gone',
  ENOTCONN: 'gone',
}
/** SQLite's primary result codes: FULL, READONLY, CANTOPEN, PERM, IOERR, BUSY, CORRUPT, NOTADB. */
const SQLITE: Readonly<Record<number, DiskFault>> = {
  13: 'full',
  8: 'read-only',
  14: 'denied',
  3: 'denied',
  10: 'failing',
  5: 'busy',
  11: 'damaged',
  26: 'damaged',
}

/** What a failed write says of the disk, from Node's code or SQLite's; null for an error that says nothing of it. */
export function diskFault(error: unknown): DiskFault | null {
  const { code, errcode } = (error ?? {}) as { code?: string; errcode?: number }
  if (errcode !== undefined) return SQLITE[errcode & 0xff] ?? null
  return CODES[code ?? ''] ?? null
}

/** Whether a write failed because the folder that it went to is not there. */
export function isMissing(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: string }
  return code === 'ENOENT' || code === 'ENOTDIR'
}

/** What is wrong with a folder, and what a person can do, in a sentence. */
export function faultSentence(fault: DiskFault, folder: string): string {
  return say.runs.disk[fault === 'full' && hasNoFilesLeft(folder) ? 'files' : fault](folder)
}

/** Whether an error of the disk is one of this folder: one of SQLite's, of a file below it, or of a write, which names no file. */
export function isFaultOf(error: unknown, folder: string): boolean {
  const fault = diskFault(error)
  if (fault === null) return false
  const { path, errcode } = error as { path?: unknown; errcode?: number }
  if (errcode !== undefined) return true
  return typeof path === 'string' ? path.startsWith(folder) : fault !== 'denied'
}

/** A file system that counts its files may have space, but room for none of them. */
function hasNoFilesLeft(folder: string): boolean {
  try {
    const { files, ffree } = statfsSync(folder)
    return files > 0 && ffree === 0
  } catch {
    return false
  }
}
