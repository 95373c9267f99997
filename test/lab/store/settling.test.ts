import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { MIGRATIONS } from '../../../src/lab/store/migrations'
import { Store } from '../../../src/lab/store/store'
import { temporaryFolder } from '../lab-fixture'
import { fill, MAY_MOUNT, NO_MOUNT, smallDisk } from '../small-disk'
import { corpus, newRun } from './store-fixture'

describe('settling', () => {
  test('is done again where another process was reading meanwhile', async () => {
    const path = join(await temporaryFolder(), 'plenum.db')
    const store = Store.open(path)
    const reader = new DatabaseSync(path, { readOnly: true })
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM corpora').get()
    store.corpora.insert(corpus('c'), null)
    store.settle()
    reader.exec('COMMIT')
    store.settle()
    const copy = join(await temporaryFolder(), 'plenum.db')
    copyFileSync(path, copy)
    const alone = new DatabaseSync(copy)
    expect({ ...alone.prepare('SELECT count(*) AS count FROM corpora').get() }).toEqual({ count: 1 })
    for (const database of [alone, reader]) database.close()
    store.close()
  })

  test.skipIf(!MAY_MOUNT)(`that finds no room keeps nobody from opening the store (${NO_MOUNT})`, () => {
    const { folder } = smallDisk(4)
    const path = join(folder, 'plenum.db')
    const store = Store.open(path)
    for (let i = 0; i < 200; i++) store.corpora.insert({ ...corpus(`c${i}`), origin: 'x'.repeat(4000) }, null)
    fill(folder)
    const beside = Store.open(path)
    expect(beside.corpora.list()).toHaveLength(200)
    expect(() => beside.settle()).toThrow()
    for (const opened of [beside, store]) opened.close()
  })
})

describe('what was written is in the file itself, not in the log alone', () => {
  /** The file as it stands, without its log, as a loss of power or a careless copy may leave it. */
  const alone = async (path: string) => {
    const copy = join(await temporaryFolder(), 'plenum.db')
    copyFileSync(path, copy)
    return Store.open(copy)
  }

  test('from the opening on, and after every settling', async () => {
    const path = join(await temporaryFolder(), 'plenum.db')
    const store = Store.open(path)
    copyFileSync(path, path.replace('plenum.db', 'copy.db'))
    const copy = new DatabaseSync(path.replace('plenum.db', 'copy.db'), { readOnly: true })
    expect(copy.prepare('PRAGMA user_version').get()?.user_version).toBe(MIGRATIONS.length)
    copy.close()
    store.corpora.insert(corpus('c'), null)
    store.runs.insert(newRun('r'))
    const before = await alone(path)
    expect(before.runs.get('r')).toBeNull()
    before.close()
    store.settle()
    const after = await alone(path)
    expect(after.runs.get('r')?.id).toBe('r')
    after.close()
    store.close()
  })
})
