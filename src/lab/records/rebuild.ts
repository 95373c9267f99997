import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { LabError } from '../../shared/contract'
import { say } from '../../texts/lab'
import { diskFault, faultSentence } from '../disk-fault'
import { Home } from '../home'
import { adoptCorpora } from '../left-imports'
import { newId } from '../new-id'
import { processExists } from '../process-identity'
import { foldersIn, LostStoreError, refuseLostStore, unmarkDamaged } from '../store/lost-store'
import { Store } from '../store/store'
import { adoptRuns } from './adopt-runs'
import { adoptThresholds } from './thresholds-record'

/** What came of building a store anew. */
export interface Rebuilt {
  runs: number
  corpora: number
  /** Folders that could not be listed, each with the reason, in sentences. Nothing in them was changed. */
  left: string[]
  /** Where the files of the old store lie now; null where there were none. */
  aside: string | null
}

/**
 * Builds a store that is lost or damaged anew from what lies beside the runs and corpora, and puts the old one's files aside.
 * @param path the data folder
 * @throws LabError `refused` where there is nothing to build it from, where the store is whole, or of a newer Plenum
 */
export async function rebuildStore(path: string, now = new Date()): Promise<Rebuilt> {
  const home = new Home(path)
  if (foldersIn(home.runs).length + foldersIn(home.corpora).length === 0) throw new LabError('refused', say.store.nothingToRebuild(path))
  refuseWholeStore(home)
  const building = `${home.database}${BUILDING}${process.pid}-${newId()}`
  try {
    removeLeftovers(home)
    const found = await build(building, home)
    // Another process may have built one meanwhile.
    refuseWholeStore(home)
    const aside = putAside(home.database, now)
    renameSync(building, home.database)
    unmarkDamaged(home.database)
    return { ...found, aside }
  } catch (error) {
    removeStore(building)
    const fault = error instanceof LabError ? null : diskFault(error)
    throw fault === null ? error : new LabError('refused', faultSentence(fault, path))
  }
}

async function build(building: string, home: Home): Promise<Omit<Rebuilt, 'aside'>> {
  const store = Store.open(building)
  try {
    return await collect(store, home)
  } finally {
    store.close()
  }
}

function refuseWholeStore(home: Home): void {
  try {
    refuseLostStore(home)
    Store.open(home.database, { thorough: true }).close()
  } catch (error) {
    if (error instanceof LostStoreError) return
    throw error
  }
  throw new LabError('refused', say.store.whole(home.database))
}

async function collect(store: Store, home: Home): Promise<Omit<Rebuilt, 'aside'>> {
  const corpora = await adoptCorpora(store, home, Infinity)
  const left = foldersIn(home.corpora).filter((id) => !store.corpora.get(id))
  const sentences = left.map((id) => say.store.leftCorpus(home.corpus(id)))
  const runs = await adoptRuns(store, home)
  await adoptThresholds(store, home)
  return { runs: runs.adopted, corpora: corpora.length, left: [...sentences, ...runs.left] }
}

const TAILS = ['', '-wal', '-shm']
/** What a store in the making has in its name, before the number of the process that makes it. */
const BUILDING = '.building-'

/** Removes what attempts left that were cut off. */
function removeLeftovers({ path }: Home): void {
  for (const name of readdirSync(path)) {
    const maker = name.split(BUILDING)[1]?.split('-')[0]
    if (maker !== undefined && !processExists(Number(maker))) rmSync(join(path, name), { force: true })
  }
}

function removeStore(path: string): void {
  for (const tail of TAILS) rmSync(`${path}${tail}`, { force: true })
}

/** Renames the files of the old store; answers the name of its main file, or null where none of them holds anything. */
function putAside(database: string, now: Date): string | null {
  const stamp = now.toISOString().slice(0, 19).replaceAll(':', '-')
  const taken = new Set(readdirSync(dirname(database)))
  let aside = `${database}.old-${stamp}`
  for (let i = 2; taken.has(basename(aside)); i++) aside = `${database}.old-${stamp}-${i}`
  let moved = false
  for (const tail of TAILS) {
    const path = `${database}${tail}`
    if (!existsSync(path)) continue
    if (statSync(path).size === 0) rmSync(path)
    else {
      renameSync(path, `${aside}${tail}`)
      moved = true
    }
  }
  return moved ? join(dirname(database), basename(aside)) : null
}
