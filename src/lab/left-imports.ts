import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { CorpusRecord } from '../shared/corpus'
import { openCorpus } from './corpus/open'
import { SAMPLES } from './corpus/samples'
import { IMPORTER_FILE } from './corpus/stored'
import { isMissing } from './disk-fault'
import type { Home } from './home'
import { isAlive } from './process-identity'
import { foldersIn } from './store/lost-store'
import type { Store } from './store/store'

/** Without a word of who imports, nobody goes on with an unfinished import to which nothing was added for so long (ms). */
const FORSAKEN = 24 * 60 * 60 * 1000
/** A finished one that is not listed after so long (ms) will not be by the process that made it. */
const UNLISTED = 60 * 1000

/**
 * Removes what imports left that were cut off together with the lab, by a loss of power above all. Other processes may import here,
 * and be halted for days: what belongs to a process that lives is left alone.
 */
export async function sweepImports(corpora: string, now = Date.now()): Promise<void> {
  const left = (await readdir(corpora)).filter((name) => /^\..+\.importing$/.test(name)).map((name) => join(corpora, name))
  for (const folder of left) if (await isForsaken(folder, now)) await rm(folder, { recursive: true, force: true })
}

async function isForsaken(folder: string, now: number): Promise<boolean> {
  const importer = await readFile(join(folder, IMPORTER_FILE), 'utf8').catch(() => '')
  return importer === '' ? now - (await lastTouchedIfThere(folder)) > FORSAKEN : !(await isAlive(importer))
}

/** The same for a folder in which another process may work: one that it takes away just then was touched last at the end of time. */
async function lastTouchedIfThere(folder: string): Promise<number> {
  try {
    return await lastTouched(folder)
  } catch (error) {
    if (!isMissing(error)) throw error
    return Infinity
  }
}

/**
 * Lists corpora whose files are whole but whose row is missing: the lab was killed between an import's last file and its row, or an
 * older copy of the store was put back. Answers them.
 */
export async function adoptCorpora(store: Store, home: Home, now = Date.now()): Promise<CorpusRecord[]> {
  const listed = new Set(store.corpora.list().map(({ id }) => id))
  const unlisted = foldersIn(home.corpora).filter((name) => !listed.has(name))
  const adopted: CorpusRecord[] = []
  for (const id of unlisted) {
    const record = await wholeRecord(home.corpus(id), now)
    if (record?.id !== id) continue
    // Asked again inside: another process may have been faster.
    const isNew = store.transaction(() => {
      if (store.corpora.get(id)) return false
      store.corpora.insert(record, SAMPLES.find((sample) => sample.id === record.origin)?.id ?? null)
      return true
    })
    if (isNew) adopted.push(record)
  }
  return adopted
}

/** The record of a corpus that nobody is making; null for anything else. */
async function wholeRecord(folder: string, now: number): Promise<CorpusRecord | null> {
  try {
    return now - (await lastTouched(folder)) > UNLISTED ? (await openCorpus(folder)).record : null
  } catch {
    return null
  }
}

/** Milliseconds since 1970 when something in a folder changed last. */
async function lastTouched(folder: string): Promise<number> {
  const names = await readdir(folder)
  const times = await Promise.all([folder, ...names.map((name) => join(folder, name))].map(async (path) => (await stat(path)).mtimeMs))
  return Math.max(...times)
}
