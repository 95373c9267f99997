import { readdirSync, statSync } from 'node:fs'
import { LabError } from '../../shared/contract'
import { say } from '../../texts/lab'
import type { Home } from '../home'

/**
 * Throws LabError `refused` where a data folder holds runs, corpora or the store's log, but no store: opening would begin a new one,
 * and SQLite would throw the log away, which may be all that is left of the old one.
 */
export function refuseLostStore(home: Home): void {
  if (sizeOf(home.database) > 0) return
  const [runs, corpora] = [countOf(home.runs), countOf(home.corpora)]
  if (runs + corpora === 0 && sizeOf(`${home.database}-wal`) === 0) return
  throw new LabError('refused', say.store.lost(home.database, runs, corpora))
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Folders of finished things; those in the making or on their way out begin with a dot. */
function countOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).length
}
