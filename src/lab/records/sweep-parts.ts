import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { processExists } from '../process-identity'

/**
 * Removes from a run's folder what processes that were killed left of the files that they were writing. What a process that lives is
 * writing just now is left alone.
 */
export async function sweepParts(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true }).catch(() => [])
  for (const name of names) {
    const writer = /\.(\d+)\.part$/.exec(name)?.[1]
    if (writer !== undefined && !processExists(Number(writer))) await rm(join(folder, name), { force: true })
  }
}
