import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { temporaryFolder, TestLab } from '../lab-fixture'

/** A data folder with a finished run, closed in order. */
async function trained(): Promise<{ home: string; path: string }> {
  const home = await temporaryFolder()
  const lab = await TestLab.open(home)
  const run = await lab.start(0, { epochs: 3 })
  await lab.reaches(run.id, 'finished')
  await lab.lab.close()
  return { home, path: join(home, 'plenum.db') }
}

/** First byte of the root page of a table. */
function placeOf(path: string, table: string): { at: number; size: number } {
  const database = new DatabaseSync(path, { readOnly: true })
  const size = Number(database.prepare('PRAGMA page_size').get()?.page_size)
  const page = Number(database.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)?.rootpage)
  database.close()
  return { at: (page - 1) * size, size }
}

function scribble(path: string, at: number, count: number): void {
  const bytes = readFileSync(path)
  for (let i = 0; i < count; i++) bytes[at + i] = (i * 131 + 7) & 255
  writeFileSync(path, bytes)
}

describe('a damaged store', () => {
  test.each(['runs', 'corpora', 'evaluations'])(
    'with random bytes in the table %s is refused with what helps, and left as it was',
    async (table) => {
      const { home, path } = await trained()
      const { at, size } = placeOf(path, table)
      scribble(path, at, size)
      const before = readFileSync(path)
      await expect(TestLab.open(home)).rejects.toThrow(
        /The store .*plenum\.db is damaged \(.*\)\. Nothing more is written to it\. Put a copy of it back/,
      )
      expect(readFileSync(path)).toEqual(before)
    },
  )

  test('whose head is random bytes, or that was cut off, is refused too', async () => {
    const first = await trained()
    scribble(first.path, 0, 4096)
    await expect(TestLab.open(first.home)).rejects.toThrow(/is not a Plenum store|is damaged/)
    const second = await trained()
    truncateSync(second.path, 3 * 4096 + 100)
    await expect(TestLab.open(second.home)).rejects.toThrow(/is damaged/)
  })

  test('with a row that holds no JSON is refused, rather than every list of runs failing', async () => {
    const { home, path } = await trained()
    const database = new DatabaseSync(path)
    database.exec('UPDATE runs SET latest = \'{"rec": 8�\'')
    database.close()
    await expect(TestLab.open(home)).rejects.toThrow(/is damaged \(table runs: a row cannot be read\)/)
  })

  test('whose damage shows only while it is used holds the queue for good, and is not written to any more', async () => {
    const { home, path } = await trained()
    const { at, size } = placeOf(path, 'chunks')
    scribble(path, at, size)
    const lab = await TestLab.open(home)
    const [run] = await lab.ask('runs.list', {})
    const sentence = /The store plenum\.db in the data folder .* is damaged, and nothing more is written to it/
    await expect(lab.ask('runs.series', { id: run.id, series: 'batch' })).rejects.toThrow(sentence)
    expect((await lab.ask('queue.release', {})).held).toMatch(sentence)
    expect(await lab.start(0, { epochs: 1 })).toMatchObject({ state: 'queued' })
  })
})

describe('a store that is lost', () => {
  test.each([
    ['missing', (path: string) => rmSync(path)],
    ['empty', (path: string) => truncateSync(path, 0)],
  ])('because its file is %s is not replaced by a new one beside the runs of the old', async (_, lose) => {
    const { home, path } = await trained()
    lose(path)
    await expect(TestLab.open(home)).rejects.toThrow(
      /The store .* is missing or empty, although its data folder holds 1 run, 1 corpus or the log of a store\. Nothing was changed\./,
    )
  })

  test('but for its log is refused: opening a new store would throw the log away', async () => {
    const home = await temporaryFolder()
    mkdirSync(join(home, 'runs'))
    const log = Buffer.from('what was written last')
    writeFileSync(join(home, 'plenum.db-wal'), log)
    await expect(TestLab.open(home)).rejects.toThrow(/is missing or empty/)
    expect(readFileSync(join(home, 'plenum.db-wal'))).toEqual(log)
  })
})
