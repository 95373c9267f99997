import { readdirSync, renameSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isMissing } from './disk-fault'
import type { Store } from './store/store'

const MARK = '.deleted-'

/**
 * Removes a folder and its row: the folder goes out of the way in the row's transaction, so that after a kill at any moment there are
 * both or neither, but for what `sweep` puts in order.
 * @param remove deletes the row; false where another process was faster, and then nothing is done
 */
export async function discard(store: Pick<Store, 'transaction'>, parent: string, name: string, remove: () => boolean): Promise<boolean> {
  const [own, aside] = [join(parent, name), join(parent, `${MARK}${name}`)]
  let moved = false
  let removed: boolean
  try {
    removed = store.transaction(() => {
      if (!remove()) return false
      // A run that never began has none.
      moved = renameIfThere(own, aside)
      return true
    })
  } catch (error) {
    // The row stays, where the store finds no room for its removal above all: what it stands for goes on being used.
    if (moved) renameIfThere(aside, own)
    throw error
  }
  if (removed) await removeNowOrLater(aside)
  return removed
}

/** Puts in order what an interrupted `discard` left: what still has a row comes back, the rest goes. */
export async function sweep(store: Store, parent: string, hasRow: (name: string) => boolean): Promise<void> {
  const left = readdirSync(parent).filter((name) => name.startsWith(MARK))
  if (left.length === 0) return
  const gone = store.transaction(() =>
    left.filter((name) => {
      const own = name.slice(MARK.length)
      if (!hasRow(own)) return true
      // Another process that opens now may have been faster.
      renameIfThere(join(parent, name), join(parent, own))
      return false
    }),
  )
  await Promise.all(gone.map((name) => removeNowOrLater(join(parent, name))))
}

/** What another program holds open, as Windows lets it, goes at the next opening: its row is gone already. */
async function removeNowOrLater(folder: string): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 })
  } catch (error) {
    process.stderr.write(`${folder} could not be removed yet: ${String(error)}\n`)
  }
}

/** false where there is nothing to rename. */
function renameIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to)
    return true
  } catch (error) {
    if (!isMissing(error)) throw error
    return false
  }
}
