import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { diskFault, faultSentence, isFaultOf } from '../../src/lab/disk-fault'

/** The error that some work throws. */
function errorOf(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown.')
}

test.each([
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'denied'],
  ['EPERM', 'denied'],
  ['EIO', 'failing'],
  ['ENOENT', null],
  ['EISDIR', null],
])('%s says that the disk is %s', (code, fault) => {
  expect(diskFault(Object.assign(new Error(code), { code }))).toBe(fault)
})

test('SQLite says it by its result code, also by an extended one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plenum-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'a.db')
  const database = new DatabaseSync(path)
  database.exec('CREATE TABLE a (x); PRAGMA max_page_count = 2')
  expect(diskFault(errorOf(() => database.exec(`INSERT INTO a VALUES (zeroblob(1e6))`)))).toBe('full')
  database.close()
  const reader = new DatabaseSync(path, { readOnly: true })
  expect(diskFault(errorOf(() => reader.exec('INSERT INTO a VALUES (1)')))).toBe('read-only')
  reader.close()
  expect(diskFault(errorOf(() => new DatabaseSync(join(folder, 'none', 'b.db'))))).toBe('denied')
  // IOERR_WRITE is 778: IOERR in its low byte.
  expect(diskFault({ errcode: 778 })).toBe('failing')
  // CORRUPT_VTAB is 267; BUSY is 5; CONSTRAINT, 19, is of our own making.
  expect(diskFault({ errcode: 267 })).toBe('damaged')
  expect(diskFault({ errcode: 5 })).toBe('busy')
  expect(diskFault({ errcode: 19 })).toBeNull()
  expect(diskFault(null)).toBeNull()
})

test('an unreadable file of the user is no fault of the data folder', () => {
  expect(isFaultOf({ code: 'EACCES', path: '/home/ada/secret.txt' }, '/data')).toBe(false)
  expect(isFaultOf({ code: 'EACCES', path: '/data/runs/x' }, '/data')).toBe(true)
  expect(isFaultOf({ code: 'EACCES' }, '/data')).toBe(false)
  expect(isFaultOf({ code: 'ENOSPC' }, '/data')).toBe(true)
  expect(
    isFaultOf(
      errorOf(() => writeFileSync('/no/such/folder', 'x')),
      '/data',
    ),
  ).toBe(false)
})

test('every fault has a sentence with the folder and a remedy', () => {
  for (const fault of ['full', 'read-only', 'denied', 'failing', 'gone', 'damaged'] as const)
    expect(faultSentence(fault, '/data')).toMatch(/\/data.*: .+\.$/)
})
