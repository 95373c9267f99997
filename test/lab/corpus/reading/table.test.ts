import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { previewCorpus } from '../../../../src/lab/corpus/importing/preview'
import type { ImportOptions } from '../../../../src/shared/import-options'
import { ImportFixture, lines, REVIEWS } from '../import-fixture'

const fixture = new ImportFixture()

describe('tables', () => {
  it('finds delimiter, header, text and label of a CSV, with quotes, and counts lines', async () => {
    const file = await fixture.seen('reviews.csv', REVIEWS)
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
    const { record, texts } = await fixture.sentences([join(fixture.input, 'reviews.csv')])
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
    expect(await fixture.seen('data.csv', text)).toMatchObject({ delimiter, header: true, text_column: 'sentence', label_column: 'label' })
  })

  it('knows a header by the cells below it, and does without one', async () => {
    const body = lines(30, (i) => `${i},this is what they wrote about it ${i}`)
    expect(await fixture.seen('named.csv', `nr,words they wrote\n${body}`)).toMatchObject({
      header: true,
      text_column: 'words they wrote',
      label_column: null,
    })
    expect(await fixture.seen('bare.csv', body)).toMatchObject({ header: false, columns: ['1', '2'], text_column: '2' })
  })

  it('prefers a column of single words for labels where several repeat few values', async () => {
    const rows = lines(
      60,
      (i) => `${i % 2 ? 'a short title' : 'another short one'},this is what they wrote about it ${i},${i % 3 ? 'fine' : 'bad'}`,
    )
    expect(await fixture.seen('two.csv', `kind of,words they wrote,verdict\n${rows}`)).toMatchObject({
      text_column: 'words they wrote',
      label_column: 'verdict',
    })
  })

  it('takes the columns that are named instead, also by number, and no label where none is wanted', async () => {
    const path = await fixture.file('reviews.csv', REVIEWS)
    const { record } = await fixture.sentences([path], { text_column: 'id', label_column: '3', min_count: 1 })
    expect(record.labels[0]).toBe('the "old" soup, number 0, was good')
    expect((await previewCorpus([path], { labelled: 'no' })).files[0]).toMatchObject({ label_column: null, labelled: false })
    expect((await previewCorpus([path], { text_column: 'title' })).remarks[0]).toMatchObject({
      kind: 'problem',
      message: 'reviews.csv has no column "title" for the sentences; it has "id", "stars", "review".',
    })
  })

  it('keeps quotes of a TSV as they are unless cells are quoted', async () => {
    const plain = `label\tsentence\n${lines(20, (i) => `${i % 2}\t"so ${i} he said`)}`
    expect(await fixture.seen('plain.tsv', plain)).toMatchObject({ quotes: false, delimiter: 'tab' })
    const { texts } = await fixture.sentences([join(fixture.input, 'plain.tsv')])
    expect(texts).toContain('"so 3 he said')
    const quoted = `label\tsentence\n${lines(20, (i) => `${i % 2}\t"a tab\there ${i}"`)}`
    expect(await fixture.seen('quoted.tsv', quoted)).toMatchObject({ quotes: true, text_column: 'sentence' })
  })

  it('reads cells over several lines as one sentence and names the right line afterwards', async () => {
    const text = `text,label\n${lines(10, (i) => `"one\n${i} two\nthree",a`)}bad row\n`
    const path = await fixture.file('multi.csv', text)
    await expect(fixture.import([path])).rejects.toMatchObject({
      message: 'multi.csv has 1 column in line 32 and 2 before it. Complete the line, or choose another delimiter.',
    })
    expect(await fixture.stored()).toEqual([])
    const { record, texts } = await fixture.sentences([path], { bad_lines: 'leave-out' })
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
      await fixture.seen(
        'plain.csv',
        lines(30, (i) => `one${', two'.repeat(i % 7)}, and more`),
      ),
    ).toMatchObject({ layout: 'lines' })
    expect(
      await fixture.seen(
        'plain.tsv',
        lines(30, (i) => `a\tsentence ${i}`),
      ),
    ).toMatchObject({ layout: 'lines', labelled: true })
  })
})
