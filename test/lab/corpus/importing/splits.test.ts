import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { previewCorpus } from '../../../../src/lab/corpus/importing/preview'
import { splitOfValue } from '../../../../src/lab/corpus/reading/split-name'
import type { ImportOptions } from '../../../../src/shared/import-options'
import { allTexts, ImportFixture } from '../import-fixture'

const fixture = new ImportFixture()

const SPLIT_OF = ['train', 'train', 'Validation', 'train', 'test_set']
const rows = <T>(count: number, row: (i: number, split: string) => T): T[] =>
  Array.from({ length: count }, (_, i) => row(i, SPLIT_OF[i % SPLIT_OF.length]))
const csv = (count: number) =>
  ['split,stars,review', ...rows(count, (i, split) => `${split},${i % 2},sentence number ${i} is here`)].join('\n')

async function sizesOf(paths: string[], options: Partial<ImportOptions> = {}) {
  const corpus = await fixture.imported(paths, options)
  const { train, valid, test } = corpus.record.splits
  return { corpus, sizes: [train.sentences, valid.sentences, test.sentences], remarks: corpus.record.remarks.map(({ message }) => message) }
}

describe('a column of splits', () => {
  it('is found in a table by its name and its values, and is no label', async () => {
    const path = await fixture.file('reviews.csv', csv(100))
    const { files, cut, remarks } = await previewCorpus([path], {})
    expect(files[0]).toMatchObject({ split: null, split_column: 'split', label_column: 'stars', text_column: 'review' })
    expect(cut).toEqual([])
    expect(remarks).toEqual([])
    const { corpus, sizes } = await sizesOf([path])
    expect(sizes).toEqual([60, 20, 20])
    expect((await allTexts(corpus, 'valid'))[1]).toBe('sentence number 7 is here')
    expect((await allTexts(corpus, 'test'))[0]).toBe('sentence number 4 is here')
  })

  it.each([
    [
      'JSON Lines',
      'all.jsonl.gz',
      () => gzipSync(rows(50, (i, split) => JSON.stringify({ text: `number ${i} here`, meta: { split } })).join('\n')),
    ],
    [
      'Parquet',
      'all.parquet',
      () =>
        Buffer.from(
          parquetWriteBuffer({
            columnData: [
              { name: 'text', data: rows(50, (i) => `number ${i} here`), type: 'STRING' },
              { name: 'partition', data: rows(50, (_, split) => split), type: 'STRING' },
            ],
          }),
        ),
    ],
    ['a table without header', 'all.csv', () => rows(50, (i, split) => `${split},number ${i} is here for you`).join('\n')],
  ])('is found in %s', async (_, name, content) => {
    expect((await sizesOf([await fixture.file(name, content())])).sizes).toEqual([30, 10, 10])
  })

  it('that names only training leaves the other splits to be cut, which is said', async () => {
    const path = await fixture.file('all.csv', ['split,text', ...rows(40, (i) => `train,sentence number ${i}`)].join('\n'))
    const { sizes, remarks } = await sizesOf([path])
    expect(sizes).toEqual([32, 4, 4])
    expect(remarks).toEqual([
      'The column of splits names no sentence for validation and none for test: 4 sentences for validation and 4 sentences for test cut from all.csv by seed 783435.',
    ])
  })

  it('is not used where it is not wanted, nor where the files are splits by their names', async () => {
    const path = await fixture.file('all.csv', csv(100))
    expect((await sizesOf([path], { splits: 'no' })).sizes).toEqual([80, 10, 10])
    const train = await fixture.file('two/train.csv', csv(50))
    const test = await fixture.file('two/test.csv', csv(20))
    const { files, cut } = await previewCorpus([train, test], {})
    expect(files.map(({ split, split_column }) => [split, split_column])).toEqual([
      ['train', null],
      ['test', null],
    ])
    expect(cut).toEqual(['valid'])
  })

  it('can be chosen whatever its name, and a value that names no split is told with its line or left out', async () => {
    const path = await fixture.file(
      'all.csv',
      ['stage,text', ...rows(40, (i, split) => `${i === 30 ? 'extra' : split},sentence number ${i}`)].join('\n'),
    )
    const { files } = await previewCorpus([path], {})
    expect(files[0].split_column).toBeNull()
    const chosen = { split_column: 'stage' }
    const { remarks } = await previewCorpus([path], chosen)
    expect(remarks).toEqual([
      expect.objectContaining({
        kind: 'problem',
        line: 32,
        message:
          'all.csv has "extra" in column "stage" of line 32, where a split is due: train, valid (dev, val, validation) or test. Correct it, leave such lines out, or have the splits cut.',
      }),
    ])
    const { sizes } = await sizesOf([path], { ...chosen, bad_lines: 'leave-out' })
    expect(sizes).toEqual([23, 8, 8])
  })

  it('without a training sentence is refused', async () => {
    const path = await fixture.file('all.csv', ['split,text', ...rows(40, (i) => `test,sentence number ${i}`)].join('\n'))
    await expect(fixture.import([path])).rejects.toThrow(/names no sentence for training/)
  })

  it('may name splits in the usual ways', () => {
    for (const value of ['train', ' Training ', 'TRAIN_SET', 'trn']) expect(splitOfValue(value)).toBe('train')
    for (const value of ['dev', 'val', 'validation', 'Dev-Set']) expect(splitOfValue(value)).toBe('valid')
    for (const value of ['test', 'testing', 'tst']) expect(splitOfValue(value)).toBe('test')
    for (const value of ['', 'extra', 'a test of this', '0']) expect(splitOfValue(value)).toBeNull()
  })
})

describe('what holds for one file alone', () => {
  it('is its columns: a table and JSON Lines in one corpus', async () => {
    const train = await fixture.file(
      'train.csv',
      ['review,title,stars', ...rows(40, (i) => `review number ${i} here,a title ${i},${i % 3}`)].join('\n'),
    )
    const test = await fixture.file(
      'test.jsonl',
      rows(10, (i) => JSON.stringify({ body: `x ${i}`, summary: `summary number ${i}`, y: i % 3 })).join('\n'),
    )
    const options = { files: { 'train.csv': { text_column: 'title' }, [test]: { text_column: 'summary' } } }
    const { files, remarks } = await previewCorpus([train, test], options)
    expect(files.map(({ text_column, label_column }) => [text_column, label_column])).toEqual([
      ['title', 'stars'],
      ['summary', 'y'],
    ])
    expect(remarks.filter(({ kind }) => kind === 'problem')).toEqual([])
    const corpus = await fixture.imported([train, test], options)
    expect(await allTexts(corpus, 'test')).toContain('summary number 3')
    expect((await allTexts(corpus, 'train'))[0]).toMatch(/^a title/)
  })

  it('is its split, against its name or without one, and whether it is read at all', async () => {
    const text = (name: string) => rows(40, (i) => `${name} sentence ${i}`).join('\n')
    const folder = fixture.input
    await fixture.file('corpus.txt', text('main'))
    await fixture.file('valid.txt', text('valid'))
    await fixture.file('valid-1k.txt', text('short'))
    await fixture.file('notes.txt', text('notes'))
    const before = await previewCorpus([folder], {})
    expect(before.remarks.filter(({ kind }) => kind === 'problem').map(({ message }) => message)).toEqual([
      'valid-1k.txt and valid.txt are both named as the validation split. Give the files you mean one by one (one for each split) instead of all of them.',
      expect.stringContaining('There is no training file beside valid-1k.txt and valid.txt.'),
    ])
    const files: ImportOptions['files'] = { 'corpus.txt': { split: 'train' }, 'valid.txt': { split: 'test' } }
    const { corpus, sizes } = await sizesOf([folder], { files })
    expect(sizes).toEqual([40, 40, 40])
    expect((await allTexts(corpus, 'test'))[0]).toBe('valid sentence 0')
    const without = await previewCorpus([folder], { files: { ...files, 'valid-1k.txt': { split: 'none' } } })
    expect(without.others.map((path) => path.slice(folder.length + 1))).toEqual(['notes.txt', 'valid-1k.txt'])
    expect(without.cut).toEqual(['valid'])
  })

  it('is its encoding', async () => {
    const train = await fixture.file('train.txt', Buffer.from(rows(40, (i) => `größe ${i}`).join('\n'), 'latin1'))
    const test = await fixture.file('test.txt', rows(10, (i) => `größe ${i}`).join('\n'))
    const corpus = await fixture.imported([train, test], { files: { 'train.txt': { encoding: 'Latin-1' } } })
    expect((await allTexts(corpus, 'test'))[0]).toBe('größe 0')
    expect((await allTexts(corpus, 'train'))[0]).toMatch(/^größe/)
    expect(corpus.record.remarks.filter(({ message }) => message.includes('Latin-1'))).toEqual([])
  })

  it('said of a file that is not there is a problem', async () => {
    const path = await fixture.file('train.txt', 'one two\n')
    const { remarks } = await previewCorpus([path], { files: { 'tset.txt': { split: 'test' } } })
    expect(remarks[0]).toMatchObject({ kind: 'problem', message: expect.stringContaining('tset.txt is no file of this import') })
  })
})
