import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import type { CorpusRecord, Split } from '../../../src/shared/corpus'
import { importOptionsSchema } from '../../../src/shared/import-options'
import { PRESETS } from '../../../src/shared/settings'
import type { TextEvaluation } from '../../../src/shared/text-evaluation'
import { openDatabase } from '../../../src/lab/store/database'
import { MIGRATIONS } from '../../../src/lab/store/migrations'
import { Store } from '../../../src/lab/store/store'
import { temporaryFolder } from '../lab-fixture'
import { fill, MAY_MOUNT, NO_MOUNT, smallDisk } from '../small-disk'

const split = { sentences: 1, tokens: 2, unknown_tokens: 0, longest: 2, lengths: [0, 0, 1], labels: [] }
const corpus = (id: string, created_at = 1): CorpusRecord => ({
  id,
  name: `Corpus ${id}`,
  created_at,
  origin: '/x',
  hash: 'h',
  options: importOptionsSchema.parse({}),
  vocabulary_size: 5,
  labels: [],
  splits: { train: split, valid: split, test: split },
  remarks: [],
  statistics: null,
})
const config = {
  corpus: 'c',
  objective: { id: 'vae', parameters: {}, modifiers: {} },
  preset: 'tiny',
  settings: PRESETS.tiny.settings,
  seed: 1,
  engine: 'onnx',
  race: null,
} as const
const newRun = (id: string) => ({ id, name: 'VAE', config, created_at: 5, owner: '1:2' })

async function open(): Promise<Store> {
  const store = Store.open(join(await temporaryFolder(), 'plenum.db'))
  store.corpora.insert(corpus('c'), null)
  return store
}

describe('opening', () => {
  test('a store of a newer version is refused with a sentence and left as it was', async () => {
    const path = join(await temporaryFolder(), 'plenum.db')
    Store.open(path).close()
    const database = new DatabaseSync(path)
    database.exec(`PRAGMA user_version = ${MIGRATIONS.length + 1}`)
    database.close()
    expect(() => Store.open(path)).toThrow(/newer Plenum.*Update Plenum/)
    const again = new DatabaseSync(path)
    expect(again.prepare('PRAGMA user_version').get()).toEqual({ user_version: MIGRATIONS.length + 1 })
    again.close()
  })

  test('a file that is no store is refused and left as it was', async () => {
    const path = join(await temporaryFolder(), 'plenum.db')
    writeFileSync(path, 'a letter to a friend, long enough to be no header of a database at all, and then some more of it')
    expect(() => Store.open(path)).toThrow(/not a Plenum store/)
  })

  test('an older store is brought to the newest version with its rows', async () => {
    const path = join(await temporaryFolder(), 'plenum.db')
    const old = openDatabase(path, ['CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (7)'])
    old.close()
    const next = openDatabase(path, ['CREATE TABLE a (x INTEGER)', 'ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 3'])
    expect({ ...next.prepare('SELECT * FROM a').get() }).toEqual({ x: 7, y: 3 })
    next.close()
  })

  test('a migration that fails leaves the store at its version', async () => {
    const path = join(await temporaryFolder(), 'plenum.db')
    openDatabase(path, ['CREATE TABLE a (x INTEGER)']).close()
    expect(() => openDatabase(path, ['CREATE TABLE a (x INTEGER)', 'CREATE TABLE b (x INTEGER); CREATE TABEL c'])).toThrow(
      /cannot be opened/,
    )
    const same = openDatabase(path, ['CREATE TABLE a (x INTEGER)'])
    expect(same.prepare("SELECT name FROM sqlite_master WHERE name = 'b'").get()).toBeUndefined()
    same.close()
  })
})

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

describe('transaction', () => {
  test('what a failing one wrote is undone', async () => {
    const store = await open()
    expect(() =>
      store.transaction(() => {
        store.runs.insert(newRun('a'))
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(store.runs.list()).toEqual([])
    store.close()
  })
})

describe('runs', () => {
  test('numbers count up over the life of the store, also past deleted runs', async () => {
    const store = await open()
    store.runs.insert(newRun('a'))
    store.runs.insert(newRun('b'))
    store.runs.update('b', { owner: null })
    store.runs.remove('b')
    store.runs.insert(newRun('c'))
    expect(store.runs.list().map(({ id, number }) => [id, number])).toEqual([
      ['c', 3],
      ['a', 1],
    ])
    store.close()
  })

  test('a patch changes only what it names; null is a value', async () => {
    const store = await open()
    store.runs.insert(newRun('a'))
    store.runs.update('a', { state: 'running', message: 'hm', epoch: 2, latest: { rec: 1, kl: Number.NaN } })
    store.runs.update('a', { message: null })
    expect(store.runs.get('a')).toMatchObject({
      state: 'running',
      message: null,
      epoch: 2,
      latest: { rec: 1, kl: null },
      corpus_name: 'Corpus c',
      config,
    })
    store.close()
  })

  test('a run of an unknown corpus is refused, and a corpus with runs cannot go', async () => {
    const store = await open()
    expect(() => store.runs.insert({ ...newRun('a'), config: { ...config, corpus: 'x' } })).toThrow(/FOREIGN KEY/)
    store.runs.insert(newRun('a'))
    expect(() => store.corpora.remove('c')).toThrow(/FOREIGN KEY/)
    store.close()
  })

  test('points and evaluations go with their run', async () => {
    const store = await open()
    store.runs.insert(newRun('a'))
    const { number } = store.runs.list()[0]
    store.points.put(number, 'batch', { step: [1], epoch: [0.1], seconds: [1], values: { loss: [3] } })
    store.evaluations.put({
      run: 'a',
      split: 'test',
      epoch: 1,
      sentences: 3,
      created_at: 1,
      seconds: 1,
      values: { kl: 2 },
      intervals: {},
      text: null,
    })
    expect(store.runs.list()[0].evaluations).toHaveLength(1)
    store.runs.update('a', { owner: null })
    store.runs.remove('a')
    expect(store.points.series(number, 'batch').step).toEqual([])
    expect(store.evaluations.byRun().size).toBe(0)
    store.close()
  })

  test('a later evaluation of a split replaces the earlier one', async () => {
    const store = await open()
    store.runs.insert(newRun('a'))
    for (const kl of [1, 2])
      store.evaluations.put({
        run: 'a',
        split: 'test',
        epoch: kl,
        sentences: 3,
        created_at: 1,
        seconds: 1,
        values: { kl },
        intervals: {},
        text: null,
      })
    expect(store.evaluations.ofRun('a').map(({ values }) => values)).toEqual([{ kl: 2 }])
    store.close()
  })

  test('an evaluation without decoded text keeps that of the same epoch, and drops that of another', async () => {
    const store = await open()
    store.runs.insert(newRun('a'))
    const none = { value: 0, low: 0, high: 0 }
    const overlap = { precision: none, recall: none, f: none }
    const text: TextEvaluation = {
      interpolation: null,
      prior_samples: { sentences: 3, pieces: 1, bleu: [overlap, overlap, overlap, overlap] },
    }
    const put = (split: Split, epoch: number, kl: number, decoded: TextEvaluation | null) =>
      store.evaluations.put({
        run: 'a',
        split,
        epoch,
        sentences: 3,
        created_at: 1,
        seconds: 1,
        values: { kl },
        intervals: { kl: [kl - 1, kl + 1] },
        text: decoded,
      })
    put('test', 3, 1, text)
    put('valid', 3, 1, null)
    put('test', 3, 2, null)
    expect(store.evaluations.ofRun('a')).toMatchObject([
      { split: 'test', values: { kl: 2 }, intervals: { kl: [1, 3] }, text },
      { split: 'valid', text: null },
    ])
    put('test', 4, 3, null)
    expect(store.evaluations.ofRun('a')[0]).toMatchObject({ values: { kl: 3 }, text: null })
    store.close()
  })
})

describe('points', () => {
  test('come back as columns in order of step, with null where a point lacks a metric or it is not finite', async () => {
    const store = await open()
    store.runs.insert(newRun('a'))
    store.points.put(1, 'batch', { step: [2], epoch: [0.2], seconds: [2], values: { kl: [Number.NaN] } })
    store.points.put(1, 'batch', { step: [1], epoch: [0.1], seconds: [1], values: { loss: [3], kl: [1] } })
    expect(store.points.series(1, 'batch')).toEqual({
      step: [1, 2],
      epoch: [0.1, 0.2],
      seconds: [1, 2],
      values: { loss: [3, null], kl: [1, null] },
    })
    expect(store.points.series(1, 'valid')).toEqual({ step: [], epoch: [], seconds: [], values: {} })
    store.close()
  })

  test('those at or after a step are withdrawn from every series of that run alone', async () => {
    const store = await open()
    for (const id of ['a', 'b']) store.runs.insert(newRun(id))
    for (const run of [1, 2]) {
      for (const series of ['batch', 'valid'] as const)
        store.points.put(run, series, { step: [4, 8], epoch: [1, 2], seconds: [1, 2], values: { loss: [1, 2] } })
    }
    store.points.withdraw(1, 8)
    expect([store.points.series(1, 'batch').step, store.points.series(1, 'valid').step, store.points.series(2, 'batch').step]).toEqual([
      [4],
      [4],
      [4, 8],
    ])
    store.close()
  })

  describe('that are packed', () => {
    const stretch = (from: number, to: number, values: (step: number) => (number | null)[]) => {
      const step = Array.from({ length: to - from + 1 }, (_, i) => from + i)
      return {
        step,
        epoch: step.map((at) => at / 3),
        seconds: step.map((at) => at * 1.1),
        values: { loss: step.map((at) => values(at)[0]), kl: step.map((at) => values(at)[1]) },
      }
    }
    const value = (step: number) => [step % 4 === 0 ? null : Math.sin(step), -1e-300 * step]

    test('are read as the rows were, to the last bit, together with rows that came later', async () => {
      const store = await open()
      store.runs.insert(newRun('a'))
      store.points.put(1, 'batch', stretch(1, 50, value))
      const rows = store.points.series(1, 'batch')
      store.points.pack(1, 'batch')
      expect(store.points.series(1, 'batch')).toEqual(rows)
      store.points.put(1, 'batch', stretch(51, 60, value))
      store.points.pack(1, 'batch')
      store.points.pack(1, 'batch')
      store.points.put(1, 'batch', stretch(61, 65, value))
      expect(store.points.series(1, 'batch')).toEqual(stretch(1, 65, value))
      expect(store.points.lastStep(1, 'batch')).toBe(65)
      for (const after of [0, 17, 50, 55, 60, 63]) expect(store.points.after(1, 'batch', after)).toEqual(stretch(after + 1, 65, value))
      expect(store.points.series(1, 'batch', ['kl']).values).toEqual({ kl: stretch(1, 65, value).values.kl })
      expect(store.points.series(1, 'valid').step).toEqual([])
      store.close()
    })

    test('are withdrawn in the midst of a chunk, and metrics of one chunk alone are null elsewhere', async () => {
      const store = await open()
      store.runs.insert(newRun('a'))
      store.points.put(1, 'batch', stretch(1, 10, value))
      store.points.pack(1, 'batch')
      store.points.put(1, 'batch', { step: [11], epoch: [4], seconds: [12], values: { gradient_norm: [2] } })
      store.points.pack(1, 'batch')
      expect(store.points.series(1, 'batch').values.gradient_norm).toEqual([...Array<null>(10).fill(null), 2])
      store.points.withdraw(1, 7)
      expect(store.points.series(1, 'batch')).toEqual(stretch(1, 6, value))
      expect(store.points.lastStep(1, 'batch')).toBe(6)
      store.points.withdraw(1, 0)
      expect(store.points.lastStep(1, 'batch')).toBe(-1)
      store.close()
    })
  })
})

test('wishes are taken once, in their order, by the owner of the run alone, and not when they are old', async () => {
  const store = await open()
  for (const id of ['a', 'b']) store.runs.insert({ ...newRun(id), owner: id === 'a' ? '1:x' : '2:y' })
  store.wishes.leave('a', 'pause', 10)
  store.wishes.leave('b', 'stop', 100)
  store.wishes.leave('a', 'resume', 100)
  store.wishes.leave('a', 'stop', 101)
  expect(store.wishes.take('1:x', 50)).toEqual([
    { id: 'a', wish: 'resume' },
    { id: 'a', wish: 'stop' },
  ])
  expect(store.wishes.take('1:x', 0)).toEqual([])
  expect(store.wishes.take('2:y', 0)).toEqual([{ id: 'b', wish: 'stop' }])
  store.close()
})

test('a corpus is renamed in its record, and a sample is found again', async () => {
  const store = await open()
  store.corpora.insert(corpus('s', 9), 'glosses')
  store.corpora.rename('s', 'O’Hara "x"')
  expect(store.corpora.list().map(({ name }) => name)).toEqual(['O’Hara "x"', 'Corpus c'])
  expect(store.corpora.ofSample('glosses').map(({ id }) => id)).toEqual(['s'])
  expect(store.corpora.ofSample('grammar')).toEqual([])
  store.close()
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

test('a clock that is set back makes no run end before it began', async () => {
  const store = await open()
  store.runs.insert(newRun('r'))
  store.runs.update('r', { state: 'running', started_at: 1_000_000 })
  store.runs.update('r', { state: 'finished', ended_at: 10, owner: null })
  expect(store.runs.get('r')?.ended_at).toBe(1_000_000)
  store.runs.update('r', { ended_at: null })
  expect(store.runs.get('r')?.ended_at).toBeNull()
  store.close()
})
