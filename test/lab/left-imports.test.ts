import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { importCorpus } from '../../src/lab/corpus/importing/import'
import { Home } from '../../src/lab/home'
import { adoptCorpora, sweepImports } from '../../src/lab/left-imports'
import { processIdentity } from '../../src/lab/process-identity'
import { Store } from '../../src/lab/store/store'
import { temporaryFolder, TestLab } from './lab-fixture'

const HOUR = 60 * 60 * 1000

/** A data folder with an imported corpus of which the store knows nothing. */
async function unlisted(): Promise<string> {
  const home = await temporaryFolder()
  const lab = await TestLab.open(home)
  await lab.lab.close()
  const file = join(home, 'some.txt')
  writeFileSync(file, Array.from({ length: 40 }, (_, i) => `the ${i} cooks praised soup number ${i * 7}`).join('\n'))
  const id = 'abcdef123456'
  const signal = new AbortController().signal
  await importCorpus({
    source: { paths: [file] },
    name: 'Kept',
    options: {},
    directory: join(home, 'corpora', id),
    id,
    signal,
    onProgress: () => {},
  })
  return home
}

test('a corpus that is whole, but missing in the store, is listed again; one in the making is left to who makes it', async () => {
  const home = await unlisted()
  const store = Store.open(join(home, 'plenum.db'))
  expect(await adoptCorpora(store, new Home(home))).toEqual([])
  expect(await adoptCorpora(store, new Home(home), Date.now() + HOUR)).toMatchObject([{ id: 'abcdef123456', name: 'Kept' }])
  expect(store.corpora.list()).toMatchObject([{ name: 'Kept', splits: { train: { sentences: 32 } } }])
  expect(await adoptCorpora(store, new Home(home), Date.now() + HOUR)).toEqual([])
  store.close()
  expect(new DatabaseSync(join(home, 'plenum.db'), { readOnly: true }).prepare('SELECT count(*) AS n FROM corpora').get()?.n).toBe(1)
})

test('a folder that is not a whole corpus is left alone', async () => {
  const home = await unlisted()
  rmSync(join(home, 'corpora', 'abcdef123456', 'vocabulary.txt'))
  const store = Store.open(join(home, 'plenum.db'))
  expect(await adoptCorpora(store, new Home(home), Date.now() + HOUR)).toEqual([])
  store.close()
})

test('an unfinished import goes once its process is gone, and stays as long as that lives, however long it is halted', async () => {
  const corpora = join(await temporaryFolder(), 'corpora')
  const folder = (name: string, importer: string | null) => {
    mkdirSync(join(corpora, name), { recursive: true })
    if (importer !== null) writeFileSync(join(corpora, name, 'importer'), importer)
  }
  folder('.living.importing', await processIdentity())
  folder('.dead.importing', '4194304:x:1')
  // Cut off before it could say whose it is.
  folder('.unsaid.importing', null)
  await sweepImports(corpora)
  expect(readdirSync(corpora).sort()).toEqual(['.living.importing', '.unsaid.importing'])
  await sweepImports(corpora, Date.now() + 48 * HOUR)
  expect(readdirSync(corpora)).toEqual(['.living.importing'])
})

test('an import says whose its unfinished folder is, and no longer once it is whole', async () => {
  const home = await temporaryFolder()
  const file = join(home, 'some.txt')
  writeFileSync(file, Array.from({ length: 40 }, (_, i) => `the ${i} cooks praised soup number ${i * 7}`).join('\n'))
  const importers = new Set<string>()
  await importCorpus({
    source: { paths: [file] },
    name: 'Kept',
    options: {},
    directory: join(home, 'corpora', 'a'),
    id: 'a',
    signal: new AbortController().signal,
    onProgress: () => importers.add(readFileSync(join(home, 'corpora', '.a.importing', 'importer'), 'utf8').split(':')[0]),
  })
  expect([...importers]).toEqual([String(process.pid)])
  expect(readdirSync(join(home, 'corpora', 'a'))).not.toContain('importer')
})

test('an import that another process finishes or takes back just as its folder is looked at keeps nobody from opening', async () => {
  const corpora = join(await temporaryFolder(), 'corpora')
  mkdirSync(corpora)
  // Listed, but gone when it is asked for: as a folder that is renamed, or a file in it that is removed, between the two.
  symlinkSync(join(corpora, 'gone'), join(corpora, '.a.importing'))
  mkdirSync(join(corpora, '.b.importing'))
  symlinkSync(join(corpora, 'gone'), join(corpora, '.b.importing', 'train.text'))
  await sweepImports(corpora, Date.now() + 48 * HOUR)
  expect(readdirSync(corpora).sort()).toEqual(['.a.importing', '.b.importing'])
})
