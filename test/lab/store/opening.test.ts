import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { MIGRATIONS } from '../../../src/lab/store/migrations'
import { Store } from '../../../src/lab/store/store'
import { VERSION } from '../../../src/lab/version'
import { temporaryFolder } from '../lab-fixture'

/** Every file of a folder with its bytes. */
const bytesOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]))

test('a newer store is refused with both versions, and not a byte of it or of its log is changed', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'plenum.db')
  Store.open(path).close()
  // The newer Plenum still has it open: its last writes lie in the log only.
  const newer = new DatabaseSync(path)
  onTestFinished(() => newer.close())
  newer.exec(
    `UPDATE facts SET value = '7.1.0' WHERE name = 'plenum'; CREATE TABLE later (x); PRAGMA user_version = ${MIGRATIONS.length + 3}`,
  )
  const before = bytesOf(folder)
  expect(Object.keys(before)).toContain('plenum.db-wal')
  expect(() => Store.open(path)).toThrow(
    `was written by a newer Plenum, 7.1.0 (store version ${MIGRATIONS.length + 3}); this is Plenum ${VERSION} (store version ${MIGRATIONS.length}). Nothing was changed. Update Plenum`,
  )
  const { 'plenum.db-shm': _, ...files } = bytesOf(folder)
  expect(files).toEqual(Object.fromEntries(Object.entries(before).filter(([name]) => name !== 'plenum.db-shm')))
})

test('a database of another program is not taken for a store', async () => {
  const path = join(await temporaryFolder(), 'plenum.db')
  const other = new DatabaseSync(path)
  other.exec('CREATE TABLE bookmarks (url TEXT)')
  other.close()
  const before = readFileSync(path)
  expect(() => Store.open(path)).toThrow(/is not a Plenum store\. Move it away/)
  expect(readFileSync(path)).toEqual(before)
})

test('a store says which Plenum wrote it', async () => {
  const path = join(await temporaryFolder(), 'plenum.db')
  Store.open(path).close()
  const database = new DatabaseSync(path, { readOnly: true })
  expect(database.prepare("SELECT value FROM facts WHERE name = 'plenum'").get()?.value).toBe(VERSION)
  database.close()
})
