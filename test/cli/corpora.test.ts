import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { describe, expect, test } from 'vitest'
import { main } from '../../src/cli/main'
import { importCorpus } from '../../src/lab/corpus/importing/import'
import { SentenceSearch } from '../../src/lab/corpus/search/sentence-search'
import { Lab } from '../../src/lab/lab'
import { Store } from '../../src/lab/store/store'
import { writeFile } from 'node:fs/promises'
import { temporaryFolder } from '../lab/lab-fixture'

/** A data folder with one real corpus, and a command line over it that searches in its own thread. */
async function open(): Promise<(...args: string[]) => Promise<{ code: number; out: string; err: string }>> {
  const home = await temporaryFolder()
  const input = join(home, 'input')
  await mkdir(input)
  await writeFile(join(input, 'train.txt'), 'x\tthe old soup\ny\tthe old soup\nx\tnew bread\nx\tnew wine and bread\n')
  await writeFile(join(input, 'valid.txt'), 'x\tstrange bread\n')
  await writeFile(join(input, 'test.txt'), 'y\tthe old soup\nx\tother\n')
  const record = await importCorpus({
    source: { paths: [input] },
    name: 'Reviews',
    options: {},
    directory: join(home, 'corpora', 'c1'),
    id: 'c1',
    signal: new AbortController().signal,
    onProgress: () => {},
  })
  const store = Store.open(join(home, 'plenum.db'))
  store.corpora.insert(record, null)
  store.close()
  return async (...args) => {
    let out = ''
    let err = ''
    const code = await main(args, {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
      input: async () => '',
      interactive: false,
      columns: () => 100,
      rows: () => 24,
      width: () => 100,
      environment: { PLENUM_HOME: home },
      openLab: async (options) => {
        const lab = await Lab.open({ ...options, searcher: new SentenceSearch(), engines: async () => [] })
        onTestFinished(() => lab.close())
        return lab
      },
      onInterrupt: () => () => undefined,
    })
    return { code, out, err }
  }
}

describe('corpora', () => {
  test('of one corpus tells its statistics', async () => {
    const run = await open()
    const { code, out } = await run('corpora', 'reviews')
    expect(code).toBe(0)
    expect(out).toMatch(/^train +4 +12 +3\.0 +4 +0\.00 % +1 \(25\.00 %\) +– +–$/m)
    expect(out).toMatch(/^test +2 +4 +2\.0 +3 +25\.00 % +0 \(0\.00 %\) +1 \(50\.00 %\) +0 \(0\.00 %\)$/m)
    expect(out).toContain('7 different training words, 2 of them once. 1 different sentences with more than one label.')
  })

  test('lists the sentences that fit, with unknown words in brackets', async () => {
    const run = await open()
    expect((await run('corpora', 'c1', '--search', 'BREAD')).out).toMatch(/^ *3 +x +new bread\n *4 +x +new wine and bread\n\n2 found\.$/m)
    expect((await run('corpora', 'c1', '--split', 'test', '--unknown')).out).toMatch(/2 +x +\[other\]/)
    expect((await run('corpora', 'c1', '--split', 'test', '--repeats', 'train')).out).toMatch(/1 +y +the old soup +also in train/)
    const { out } = await run('corpora', 'c1', '--repeats', 'split', '--json')
    expect(JSON.parse(out)).toMatchObject({ total: 1, rows: [{ text: 'the old soup', times: 2, also: ['test'] }] })
    expect(JSON.parse((await run('corpora', 'c1', '--shortest', '1', '--limit', '1', '--json')).out)).toMatchObject({
      total: 4,
      rows: [{ index: 0 }],
    })
  })
})
