import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import type { Split } from '../../../src/shared/corpus'
import type { TextEvaluation } from '../../../src/shared/text-evaluation'
import { openDatabase } from '../../../src/lab/store/database'
import { MIGRATIONS } from '../../../src/lab/store/migrations'
import { Store } from '../../../src/lab/store/store'
import { temporaryFolder } from '../lab-fixture'
import { corpus, config, newRun, open } from './store-fixture'

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
    const old = openDatabase(path, { migrations: ['CREATE TABLE a (x INTEGER); INSERT INTO a VALUES (7)'] })
    old.close()
    const next = openDatabase(path, { migrations: ['CREATE TABLE a (x INTEGER)', 'ALTER TABLE a ADD COLUMN y INTEGER DEFAULT 3'] })
    expect({ ...next.prepare('SELECT * FROM a').get() }).toEqual({ x: 7, y: 3 })
    next.close()
  })

  test('a migration that fails leaves the store at its version', async () => {
    const path = join(await temporaryFolder(), 'plenum.db')
    openDatabase(path, { migrations: ['CREATE TABLE a (x INTEGER)'] }).close()
    expect(() => openDatabase(path, { migrations: ['CREATE TABLE a (x INTEGER)', 'CREATE TABLE b (x INTEGER); CREATE TABEL c'] })).toThrow(
      /cannot be opened/,
    )
    const same = openDatabase(path, { migrations: ['CREATE TABLE a (x INTEGER)'] })
    expect(same.prepare("SELECT name FROM sqlite_master WHERE name = 'b'").get()).toBeUndefined()
    same.close()
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
