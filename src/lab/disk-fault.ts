import { say } from '../texts/lab'
/** Why something could not be written. */
export type DiskFault = 'full' | 'read-only' | 'denied' | 'failing'

const CODES: Readonly<Record<string, DiskFault>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'denied',
  EPERM: 'denied',
  EIO: 'failing',
}
/** SQLite's primary result codes: FULL, READONLY, CANTOPEN, PERM, IOERR. */
const SQLITE: Readonly<Record<number, DiskFault>> = { 13: 'full', 8: 'read-only', 14: 'denied', 3: 'denied', 10: 'failing' }

/** What a failed write says of the disk, from Node's code or SQLite's; null for an error that says nothing of it. */
export function diskFault(error: unknown): DiskFault | null {
  const { code, errcode } = (error ?? {}) as { code?: string; errcode?: number }
  if (errcode !== undefined) return SQLITE[errcode & 0xff] ?? null
  return CODES[code ?? ''] ?? null
}

/** What is wrong with a folder, and what a person can do, in a sentence. */
export function faultSentence(fault: DiskFault, folder: string): string {
  return say.runs.disk[fault](folder)
}

/** Whether an error of the disk is one of this folder: one of SQLite's, of a file below it, or of a write, which names no file. */
export function isFaultOf(error: unknown, folder: string): boolean {
  const fault = diskFault(error)
  if (fault === null) return false
  const { path, errcode } = error as { path?: unknown; errcode?: number }
  if (errcode !== undefined) return true
  return typeof path === 'string' ? path.startsWith(folder) : fault !== 'denied'
}
