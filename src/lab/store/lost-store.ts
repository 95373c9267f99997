import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { LabError } from '../../shared/contract'
import { say } from '../../texts/lab'
import type { Home } from '../home'

/** A store that is missing, damaged or none: `records/rebuild.ts` builds it anew from the folders of runs and corpora. */
export class LostStoreError extends LabError {
  constructor(message: string) {
    super('refused', message)
    this.name = 'LostStoreError'
  }
}

/**
 * Throws LostStoreError where a data folder holds runs, corpora or the store's log, but no store: opening would begin a new one,
 * and SQLite would throw the log away, which may be all that is left of the old one.
 */
export function refuseLostStore(home: Home): void {
  if (sizeOf(home.database) > 0) return
  const [runs, corpora] = [foldersIn(home.runs).length, foldersIn(home.corpora).length]
  if (runs + corpora === 0 && sizeOf(`${home.database}-wal`) === 0) return
  throw new LostStoreError(say.store.lost(home.database, runs, corpora))
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Names of the folders of finished things; those in the making or on their way out begin with a dot. */
export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  return folders.map(({ name }) => name).sort()
}

/** Beside a store in which damage was found while it was used: the next to open it looks at all of it. */
const markOf = (database: string): string => `${database}-damaged`

/** Leaves the mark; where nothing can be written, the damage will be found again. */
export function markDamaged(database: string): void {
  try {
    writeFileSync(markOf(database), '')
  } catch {
    // As said above.
  }
}

export const isMarkedDamaged = (database: string): boolean => existsSync(markOf(database))

/** Takes the mark away from a store that is whole after all, or new. */
export const unmarkDamaged = (database: string): void => rmSync(markOf(database), { force: true })
