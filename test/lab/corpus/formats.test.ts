import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { previewCorpus } from '../../../src/lab/corpus/preview'
import { SPLITS } from '../../../src/shared/corpus'
import type { ImportOptions } from '../../../src/shared/import-options'
import type { Preview } from '../../../src/shared/preview'
import { allTexts, ImportFixture, lines } from './import-fixture'

const fixture = new ImportFixture()

async function sentences(paths: string[], options: Partial<ImportOptions> = {}) {
  const corpus = await fixture.imported(paths, options)
  const texts = await Promise.all(SPLITS.map((split) => allTexts(corpus, split)))
  return { record: corpus.record, texts: texts.flat().sort() }
}

async function seen(name: string, content: string | Buffer, options: Partial<ImportOptions> = {}): Promise<Preview['files'][number]> {
  const { files, remarks } = await previewCorpus([await fixture.file(name, content)], options)
  if (!files[0]) throw new Error(remarks.map(({ message }) => message).join(' '))
  return files[0]
}

const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i))
const reviews = ['id,stars,review', ...rows(40, (i) => `${i},${1 + (i % 5)},"the ""old"" soup, number ${i}, was good"`)].join('\n')

async function parquet(name: string, count: number, codec?: 'SNAPPY' | 'UNCOMPRESSED', rowGroupSize = 25): Promise<string> {
  const bytes = parquetWriteBuffer({
    columnData: [
      { name: 'text', data: rows(count, (i) => `a parquet sentence number ${i}`), type: 'STRING' },
      { name: 'label', data: Array.from({ length: count }, (_, i) => i % 3), type: 'INT32' },
    ],
    codec,
    rowGroupSize,
  })
  return fixture.file(name, Buffer.from(bytes))
}

describe('tables', () => {
  it('finds delimiter, header, text and label of a CSV, with quotes, and counts lines', async () => {
    const file = await seen('reviews.csv', reviews)
    expect(file).toMatchObject({
      layout: 'table',
      delimiter: 'comma',
      header: true,
      quotes: true,
      columns: ['id', 'stars', 'review'],
      text_column: 'review',
      label_column: 'stars',
    })
    expect(file.head[0]).toEqual({
      line: 2,
      label: '1',
      text: 'the "old" soup, number 0, was good',
      kept: true,
      cells: ['0', '1', 'the "old" soup, number 0, was good'],
    })
    const { record, texts } = await sentences([join(fixture.input, 'reviews.csv')])
    expect(record.labels).toEqual(['1', '2', '3', '4', '5'])
    expect(texts).toHaveLength(40)
    expect(texts).toContain('the "old" soup, number 7, was good')
  })

  it.each([
    ['semicolon', 'a;b'],
    ['pipe', 'a|b'],
    ['tab', 'a\tb'],
  ] as const)('finds a %s between the columns', async (delimiter, sample) => {
    const mark = sample[1]
    const text = ['sentence', 'label'].join(mark) + '\n' + lines(30, (i) => `so it goes, ${i}${mark}${i % 2 ? 'yes' : 'no'}`)
    expect(await seen('data.csv', text)).toMatchObject({ delimiter, header: true, text_column: 'sentence', label_column: 'label' })
  })

  it('knows a header by the cells below it, and does without one', async () => {
    const body = lines(30, (i) => `${i},this is what they wrote about it ${i}`)
    expect(await seen('named.csv', `nr,words they wrote\n${body}`)).toMatchObject({
      header: true,
      text_column: 'words they wrote',
      label_column: null,
    })
    expect(await seen('bare.csv', body)).toMatchObject({ header: false, columns: ['1', '2'], text_column: '2' })
  })

  it('prefers a column of single words for labels where several repeat few values', async () => {
    const rows = lines(
      60,
      (i) => `${i % 2 ? 'a short title' : 'another short one'},this is what they wrote about it ${i},${i % 3 ? 'fine' : 'bad'}`,
    )
    expect(await seen('two.csv', `kind of,words they wrote,verdict\n${rows}`)).toMatchObject({
      text_column: 'words they wrote',
      label_column: 'verdict',
    })
  })

  it('takes the columns that are named instead, also by number, and no label where none is wanted', async () => {
    const path = await fixture.file('reviews.csv', reviews)
    const { record } = await sentences([path], { text_column: 'id', label_column: '3', min_count: 1 })
    expect(record.labels[0]).toBe('the "old" soup, number 0, was good')
    expect((await previewCorpus([path], { labelled: 'no' })).files[0]).toMatchObject({ label_column: null, labelled: false })
    expect((await previewCorpus([path], { text_column: 'title' })).remarks[0]).toMatchObject({
      kind: 'problem',
      message: 'reviews.csv has no column "title" for the sentences; it has "id", "stars", "review".',
    })
  })

  it('keeps quotes of a TSV as they are unless cells are quoted', async () => {
    const plain = `label\tsentence\n${lines(20, (i) => `${i % 2}\t"so ${i} he said`)}`
    expect(await seen('plain.tsv', plain)).toMatchObject({ quotes: false, delimiter: 'tab' })
    const { texts } = await sentences([join(fixture.input, 'plain.tsv')])
    expect(texts).toContain('"so 3 he said')
    const quoted = `label\tsentence\n${lines(20, (i) => `${i % 2}\t"a tab\there ${i}"`)}`
    expect(await seen('quoted.tsv', quoted)).toMatchObject({ quotes: true, text_column: 'sentence' })
  })

  it('reads cells over several lines as one sentence and names the right line afterwards', async () => {
    const text = `text,label\n${lines(10, (i) => `"one\n${i} two\nthree",a`)}bad row\n`
    const path = await fixture.file('multi.csv', text)
    await expect(fixture.import([path])).rejects.toMatchObject({
      message: 'multi.csv has 1 column in line 32 and 2 before it. Complete the line, or choose another delimiter.',
    })
    expect(await fixture.stored()).toEqual([])
    const { record, texts } = await sentences([path], { bad_lines: 'leave-out' })
    expect(texts[0]).toBe('one 0 two three')
    expect(record.remarks.map(({ message }) => message)).toContain(
      '1 line of multi.csv that cannot be read left out (the first is line 32).',
    )
  })

  it('names the line of a quote that is never closed, of one out of place, and of a missing label', async () => {
    const refuse = async (name: string, text: string, message: RegExp, options: Partial<ImportOptions> = {}) =>
      expect(fixture.import([await fixture.file(name, text)], options)).rejects.toThrow(message)
    const good = `text,label\n${lines(20, (i) => `fine ${i},a`)}`
    await refuse(
      'open.csv',
      `${good}"never closed,a\n${lines(100, () => 'x,y')}`,
      /^open\.csv has a double quote inside a quoted cell in line 22|^open\.csv has 1 column in line 22/,
    )
    await refuse(
      'odd.csv',
      `${good}"not "quite" right",a\nfine,b\n`,
      /^odd\.csv has a double quote inside a quoted cell in line 22\. Write quotes/,
    )
    await refuse('bare.csv', `${good}no label,\n`, /^bare\.csv has no label in column "label" of line 22\. Give it one/)
    await refuse(
      'endless.csv',
      `${good}"${'never closed, '.repeat(100_000)}\n`,
      /^endless\.csv has a row without an end in line 22\. A double quote/,
    )
  })

  it('takes a .csv of plain sentences for lines, and a .tsv of label and sentence as before', async () => {
    expect(
      await seen(
        'plain.csv',
        lines(30, (i) => `one${', two'.repeat(i % 7)}, and more`),
      ),
    ).toMatchObject({ layout: 'lines' })
    expect(
      await seen(
        'plain.tsv',
        lines(30, (i) => `a\tsentence ${i}`),
      ),
    ).toMatchObject({ layout: 'lines', labelled: true })
  })
})

describe('JSON Lines', () => {
  it('finds the fields of text and label, nested ones and lists of words too', async () => {
    const text = lines(30, (i) => JSON.stringify({ id: i, data: { tokens: ['so', 'it', `goes ${i}`] }, label: i % 2 === 0 }))
    expect(await seen('data.jsonl', text)).toMatchObject({
      layout: 'jsonl',
      columns: ['id', 'data.tokens', 'label'],
      text_column: 'data.tokens',
      label_column: 'label',
    })
    const { record, texts } = await sentences([join(fixture.input, 'data.jsonl')])
    expect(texts).toContain('so it goes 3')
    expect(record.labels).toEqual(['false', 'true'])
  })

  it('reads fields whose own names hold dots', async () => {
    const text = lines(30, (i) => JSON.stringify({ 'a.b': { 'c.text': `so it goes ${i}` }, 'x.label': i % 2 }))
    expect(await seen('dots.jsonl', text)).toMatchObject({ columns: ['a.b.c.text', 'x.label'], text_column: 'a.b.c.text' })
    const { record, texts } = await sentences([join(fixture.input, 'dots.jsonl')])
    expect(texts).toContain('so it goes 3')
    expect(record.labels).toEqual(['0', '1'])
  })

  it('is known by its lines, whatever the name', async () => {
    expect(
      await seen(
        'data.txt',
        lines(5, (i) => `{"text": "a ${i}"}`),
      ),
    ).toMatchObject({ layout: 'jsonl', label_column: null })
  })

  it('names lines that are not JSON, are no object or lack the text', async () => {
    const good = lines(10, (i) => `{"text": "a b ${i}"}`)
    for (const [bad, message] of [
      ['{"text": "a"', /^x\.jsonl holds what is not JSON in line 11\. Every line must be one object/],
      ['["a"]', /^x\.jsonl holds a list in line 11\./],
      ['{"body": "a"}', /^x\.jsonl has no field "text" in line 11\. Give every object that field, or choose another\./],
    ] as const)
      await expect(fixture.import([await fixture.file('x.jsonl', `${good}${bad}\n`)])).rejects.toThrow(message)
    await expect(fixture.import([await fixture.file('list.json', '[\n{"text": "a"}\n]\n')])).rejects.toThrow(
      /must be saved as JSON Lines first/,
    )
  })
})

describe('Parquet', () => {
  it.each(['SNAPPY', 'UNCOMPRESSED'] as const)('reads %s row groups one after the other', async (codec) => {
    const path = await parquet('data.parquet', 90, codec)
    const { files } = await previewCorpus([path], {})
    expect(files[0]).toMatchObject({ layout: 'parquet', columns: ['text', 'label'], text_column: 'text', label_column: 'label' })
    const { record, texts } = await sentences([path])
    expect(texts).toHaveLength(90)
    expect(texts).toContain('a parquet sentence number 89')
    expect(record.labels).toEqual(['0', '1', '2'])
  })

  it('reads a row group larger than a slice', async () => {
    const { record } = await sentences([await parquet('large.parquet', 70_000, 'SNAPPY', 70_000)])
    expect(record.splits.train.sentences + record.splits.valid.sentences + record.splits.test.sentences).toBe(70_000)
    expect(record.statistics?.repeated.train).toBe(0)
  })

  it('reads columns whose names hold dots', async () => {
    const columnData = [
      { name: 'row.text', data: rows(60, (i) => `a sentence of dots ${i}`), type: 'STRING' as const },
      { name: 'row.label', data: rows(60, (i) => `kind ${i % 2}`), type: 'STRING' as const },
    ]
    const { record, texts } = await sentences([await fixture.file('dots.parquet', Buffer.from(parquetWriteBuffer({ columnData })))])
    expect(texts).toContain('a sentence of dots 59')
    expect(record.labels).toEqual(['kind 0', 'kind 1'])
  })

  it('refuses a damaged file in a sentence', async () => {
    const path = await fixture.file('bad.parquet', Buffer.from('PAR1 nothing else PAR1'))
    await expect(fixture.import([path])).rejects.toThrow(/^bad\.parquet cannot be read as Parquet \(/)
  })
})

describe('packed files', () => {
  it('reads any text format packed by gzip, of several members too', async () => {
    const csv = await seen('reviews.csv.gz', gzipSync(reviews))
    expect(csv).toMatchObject({ compressed: true, layout: 'table', text_column: 'review' })
    expect((await previewCorpus([join(fixture.input, 'reviews.csv.gz')], {})).name).toBe('reviews')
    const two = Buffer.concat([gzipSync(lines(2000, (i) => `first ${i}`)), gzipSync(lines(2000, (i) => `second ${i}`))])
    const { texts } = await sentences([await fixture.file('two.txt.gz', two)])
    expect(texts).toHaveLength(4000)
    expect(
      await seen('wide.jsonl.gz', gzipSync(Buffer.from(`\ufeff${lines(5, (i) => `{"text": "größe ${i}"}`)}`, 'utf16le'))),
    ).toMatchObject({
      encoding: 'UTF-16LE',
      layout: 'jsonl',
    })
  })
})

describe('a folder of mixed files', () => {
  it('is one corpus, whatever each split is written in', async () => {
    await fixture.file('mix/train.csv.gz', gzipSync(reviews))
    await fixture.file(
      'mix/dev.jsonl',
      lines(4, (i) => `{"text": "a b ${i}", "label": 3}`),
    )
    await parquet('mix/test.parquet', 6)
    const { record } = await sentences([join(fixture.input, 'mix')])
    expect(record.name).toBe('mix')
    expect(SPLITS.map((split) => record.splits[split].sentences)).toEqual([40, 4, 6])
    expect(record.labels).toEqual(['0', '1', '2', '3', '4', '5'])
  })

  it('takes numbered parts of one split together', async () => {
    await parquet('parts/train-00000-of-00002.parquet', 30)
    await parquet('parts/train-00001-of-00002.parquet', 20)
    const { record } = await sentences([join(fixture.input, 'parts')], { valid_share: 0.1, test_share: 0.1 })
    expect(SPLITS.map((split) => record.splits[split].sentences)).toEqual([40, 5, 5])
  })
})

describe('corrections', () => {
  it('reads UTF-16 without a mark, and any encoding that is chosen', async () => {
    const wide = Buffer.from(
      lines(40, (i) => `plain words ${i}`),
      'utf16le',
    )
    expect(await seen('wide.txt', wide)).toMatchObject({ encoding: 'UTF-16LE' })
    expect((await seen('big.txt', Buffer.from(wide).swap16())).encoding).toBe('UTF-16BE')
    const utf8 = await fixture.file(
      'utf8.txt',
      lines(40, () => 'größe'),
    )
    expect((await sentences([utf8], { encoding: 'Latin-1' })).texts[0]).toBe('grÃ¶ÃŸe')
    const latin = await fixture.file(
      'latin.txt',
      Buffer.from(
        lines(40, () => 'größe'),
        'latin1',
      ),
    )
    await expect(fixture.import([latin], { encoding: 'UTF-8' }, { directory: join(fixture.folder, 'other') })).rejects.toThrow(
      'latin.txt is not UTF-8 in line 1. Choose Latin-1, or save it as UTF-8.',
    )
  })

  it('cuts words off punctuation by the word tokeniser, and keeps what belongs together', async () => {
    const path = await fixture.file('all.txt', `It's 3.50, isn't it?! (well-known) <unk> naïve 🙂\n${lines(10, () => 'x')}`)
    const { texts } = await sentences([path], { tokeniser: 'words', lower_case: true, valid_share: 0.1, test_share: 0.1 })
    expect(texts).toContain("it's 3.50 , isn't it ? ! ( well-known ) <unk> naïve 🙂")
  })

  it('shows at once in the preview what options make of a sentence', async () => {
    const path = await fixture.file('all.txt', `Hello, World\none two three four\n${lines(10, () => 'x')}`)
    const { files } = await previewCorpus([path], { tokeniser: 'words', lower_case: true, max_length: 3 })
    expect(files[0].head.slice(0, 2)).toMatchObject([
      { text: 'hello , world', kept: true },
      { text: 'one two three four', kept: false },
    ])
  })
})
