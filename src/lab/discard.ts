import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

const MARK = '.deleted-'

/** Removes a folder whose row is deleted: out of the way first, so that an interruption leaves only what `sweep` clears. */
export async function discard(parent: string, name: string): Promise<void> {
  const aside = join(parent, `${MARK}${name}`)
  try {
    await rename(join(parent, name), aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  await rm(aside, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

/** Removes what an interrupted `discard` left. */
export async function sweep(parent: string): Promise<void> {
  const names = await readdir(parent)
  await Promise.all(names.filter((name) => name.startsWith(MARK)).map((name) => rm(join(parent, name), { recursive: true, force: true })))
}
