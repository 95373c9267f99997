import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { previewCorpus } from '../../../../src/lab/corpus/importing/preview'
import { allTexts, ImportFixture, lines } from '../import-fixture'

const fixture = new ImportFixture()

async function seen(name: string, content: string | Buffer) {
  const { files, remarks } = await previewCorpus([await fixture.file(name, content)], {})
  return { file: files[0], problems: remarks.filter(({ kind }) => kind === 'problem').map(({ message }) => message) }
}

describe('files as they are found in the wild', () => {
  it('a header that names two columns alike is one all the same', async () => {
    const { file } = await seen('twice.csv', `text,text,label\n${lines(20, (i) => `a b ${i},c d e ${i},${i % 2}`)}`)
    expect(file).toMatchObject({ header: true, columns: ['text', 'text (2)', 'label'], text_column: 'text', label_column: 'label' })
  })

  it('a table of nothing but its header has no sentence', async () => {
    const { file, problems } = await seen('header.csv', 'text,label\n')
    expect(file).toMatchObject({ header: true, head: [] })
    expect(problems).toEqual(['header.csv has no text in column "text". Choose the column that holds the sentences.'])
  })

  it('the name of a field inside an object counts, not the way to it', async () => {
    const { file } = await seen(
      'nested.jsonl',
      lines(20, (i) => JSON.stringify({ id: i, tokens: ['a', 'b'], data: { text: `nested text ${i}`, sentiment: i % 2 } })),
    )
    expect(file).toMatchObject({ text_column: 'data.text', label_column: 'data.sentiment' })
  })

  it.each([
    ['a list', JSON.stringify(Array.from({ length: 20 }, (_, i) => ({ text: `t ${i}` })))],
    ['an object of several lines', JSON.stringify({ data: [{ text: 'a b' }] }, null, 2)],
  ])('%s of JSON is told from JSON Lines', async (_, text) => {
    expect((await seen('data.json', text)).problems).toEqual([
      'data.json has no object of its own in line 1. Every line must be one object, such as {"text": "…", "label": "…"}; a file that is one JSON document must be saved as JSON Lines first.',
    ])
  })

  it('UTF-32 is named', async () => {
    const text = Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0, 10, 0, 0, 0])
    expect((await seen('wide.txt', text)).problems).toEqual([
      'wide.txt is not a text file: it is UTF-32, so save it as UTF-8. Plenum reads text, CSV, TSV, JSON Lines and Parquet.',
    ])
  })

  it('a line of characters without width is blank', async () => {
    const corpus = await fixture.imported([await fixture.file('zero.txt', `\u200b\n\u2060\ufeff\n${lines(40, (i) => `some words ${i}`)}`)])
    expect(corpus.record.remarks[0].message).toBe('2 lines of zero.txt without text left out (the first is line 1).')
  })

  it('folders named as splits are the splits, each of as many files as it has', async () => {
    await fixture.file(
      'set/training/a.txt',
      lines(20, (i) => `first ${i}`),
    )
    await fixture.file('set/training/b.csv', `text,n\n${lines(20, (i) => `second ${i},${i}`)}`)
    await fixture.file(
      'set/dev/test.txt',
      lines(5, (i) => `dev ${i}`),
    )
    await fixture.file(
      'set/other/c.txt',
      lines(5, (i) => `other ${i}`),
    )
    const folder = join(fixture.input, 'set')
    const { files, cut, remarks } = await previewCorpus([folder], {})
    expect(files.map(({ path, split }) => [path.slice(folder.length + 1), split])).toEqual([
      [join('dev', 'test.txt'), 'valid'],
      [join('training', 'a.txt'), 'train'],
      [join('training', 'b.csv'), 'train'],
    ])
    expect(cut).toEqual(['test'])
    expect(remarks.filter(({ kind }) => kind === 'problem')).toEqual([])
    const corpus = await fixture.imported([folder])
    expect(corpus.record.name).toBe('set')
    expect(await allTexts(corpus, 'valid')).toHaveLength(5)
    expect(corpus.record.splits.train.sentences + corpus.record.splits.test.sentences).toBe(40)
  })

  it('files that were handed over together are named after the first, not after the folder made for them', async () => {
    const folder = '0123456789abcdef0123456789abcdef'
    const paths = [
      await fixture.file(
        `${folder}/yelp-train.txt`,
        lines(40, (i) => `a b ${i}`),
      ),
      await fixture.file(
        `${folder}/yelp-test.txt`,
        lines(5, (i) => `c d ${i}`),
      ),
    ]
    expect((await previewCorpus(paths, {})).name).toBe('yelp')
    expect((await previewCorpus([await fixture.file(`${folder}/train.txt`, 'a b\n'), paths[1]], {})).name).toBe('corpus')
  })

  it('parts that a browser named after their folder are one split', async () => {
    const names = ['train-1-of-2-a.txt', 'train-2-of-2-b.txt', 'dev-1-of-1-a.txt']
    for (const name of names)
      await fixture.file(
        `set/${name}`,
        lines(20, (i) => `${name} ${i}`),
      )
    const { files, remarks } = await previewCorpus([join(fixture.input, 'set')], {})
    expect(files.map(({ split }) => split)).toEqual(['valid', 'train', 'train'])
    expect(remarks.filter(({ kind }) => kind === 'problem')).toEqual([])
  })
})
