import { describe, expect, it } from 'vitest'
import { SentenceSearch } from '../../../src/lab/corpus/search/sentence-search'
import { sentenceQuerySchema, type FoundSentences } from '../../../src/shared/corpus'
import type { ImportOptions } from '../../../src/shared/import-options'
import type { z } from 'zod'
import { ImportFixture, lines } from './import-fixture'

const fixture = new ImportFixture()
type Query = Partial<z.input<typeof sentenceQuerySchema>>

/** All that a query finds, as one asks who wants it all. */
async function find(query: Query, search = new SentenceSearch()): Promise<FoundSentences> {
  const request = { directory: fixture.directory, query: sentenceQuerySchema.parse({ split: 'train', ...query }), offset: 0, limit: 500 }
  for (;;) {
    const found = await search.search(request)
    if (found.complete) return found
  }
}

const textsOf = async (query: Query) => (await find(query)).rows.map(({ text }) => text)

async function import_(train: string, valid = 'a b\n', test = 'a b\n', options: Partial<ImportOptions> = {}): Promise<void> {
  await fixture.import(
    [await fixture.file('train.txt', train), await fixture.file('valid.txt', valid), await fixture.file('test.txt', test)],
    options,
  )
}

describe('a search by text', () => {
  it('finds parts of sentences in any case, or in this case, or whole words', async () => {
    await import_('The old SOUP\na soupçon of it\nno soup, thanks\nÄRGER über alles\n')
    expect(await textsOf({ text: 'soup' })).toEqual(['The old SOUP', 'a soupçon of it', 'no soup, thanks'])
    expect(await textsOf({ text: 'soup', match_case: true })).toEqual(['a soupçon of it', 'no soup, thanks'])
    expect(await textsOf({ text: 'soup', whole_words: true })).toEqual(['The old SOUP', 'no soup, thanks'])
    expect(await textsOf({ text: '  OLD   soup ' })).toEqual(['The old SOUP'])
    expect(await textsOf({ text: 'ärger' })).toEqual(['ÄRGER über alles'])
    expect(await textsOf({ text: 'OLD\nsoup' })).toEqual(['The old SOUP'])
    expect((await find({ text: 'nothing' })).total).toBe(0)
  })

  it('never joins the end of a sentence with the next', async () => {
    await import_('one two\nthree four\nlast\n')
    expect((await find({ text: 'two three' })).total).toBe(0)
    expect(await textsOf({ text: 'last' })).toEqual(['last'])
  })
})

describe('filters', () => {
  it('keep a label, a range of lengths and sentences with unknown words, all at once', async () => {
    await import_('x\ta b c\ny\ta b c\nx\ta b\nx\trare b c\n', 'x\ta\n', 'x\ta\n', { min_count: 2 })
    expect(await textsOf({ label: 'x' })).toEqual(['a b c', 'a b', 'rare b c'])
    expect(await textsOf({ label: 'none of them' })).toEqual([])
    expect(await textsOf({ shortest: 3, longest: 3, label: 'x' })).toEqual(['a b c', 'rare b c'])
    const { rows } = await find({ unknown: true })
    expect(rows).toMatchObject([{ index: 3, text: 'rare b c', label: 'x', unknown: [0] }])
    expect((await find({ unknown: true, text: 'a b' })).total).toBe(0)
  })

  it('list what repeats, each once and the most frequent first, and what leaks between the splits', async () => {
    await import_('a b\nc\na b\nd d\nc\nc\n', 'c\nnew\n', 'new\na b\na b\nonly\n')
    const { rows } = await find({ repeats: 'split' })
    expect(rows).toMatchObject([
      { index: 1, text: 'c', times: 3, also: ['valid'] },
      { index: 0, text: 'a b', times: 2, also: ['test'] },
    ])
    expect((await find({ split: 'test', repeats: 'train' })).rows.map(({ index, text }) => [index, text])).toEqual([
      [1, 'a b'],
      [2, 'a b'],
    ])
    expect(await textsOf({ split: 'test', repeats: 'valid' })).toEqual(['new'])
    expect(await textsOf({ repeats: 'split', text: 'a' })).toEqual(['a b'])
  })

  it('list sentences whose labels contradict', async () => {
    await import_('x\ta b\ny\ta b\nx\tc\nx\tc\n', 'x\td\n', 'y\tc\n')
    expect(await textsOf({ repeats: 'conflict' })).toEqual(['a b', 'a b', 'c', 'c'])
    expect(await textsOf({ split: 'valid', repeats: 'conflict' })).toEqual([])
  })
})

describe('pages', () => {
  const numbered = lines(30_000, (i) => `sentence number ${i} of many${' and more'.repeat(10)}`)

  it('answer any place of the split without a search where nothing is asked', async () => {
    await import_(numbered)
    const search = new SentenceSearch()
    const query = sentenceQuerySchema.parse({ split: 'train' })
    const found = await search.search({ directory: fixture.directory, query, offset: 29_998, limit: 10 })
    expect(found).toMatchObject({ total: 30_000, complete: true })
    expect(found.rows.map(({ index }) => index)).toEqual([29_998, 29_999])
  })

  it('come before the search is complete, and the search goes on where it was', async () => {
    await import_(numbered)
    const search = new SentenceSearch()
    const query = sentenceQuerySchema.parse({ split: 'train', text: 'number' })
    const first = await search.search({ directory: fixture.directory, query, offset: 0, limit: 20 })
    expect(first.rows).toHaveLength(20)
    expect(first.complete).toBe(false)
    expect(first.scanned).toBeLessThan(30_000)
    const all = await find({ text: 'number' }, search)
    expect(all).toMatchObject({ total: 30_000, scanned: 30_000 })
    const far = await search.search({ directory: fixture.directory, query, offset: 25_000, limit: 1 })
    expect(far.rows[0].text).toMatch(/^sentence number 25000 /)
    // Two requests of one search at once neither skip nor repeat a sentence.
    const other = sentenceQuerySchema.parse({ split: 'train', text: 'many' })
    const ask = () => search.search({ directory: fixture.directory, query: other, offset: 0, limit: 1 })
    await Promise.all([ask(), ask(), ask()])
    expect((await find({ text: 'many' }, search)).total).toBe(30_000)
  })

  it('are those of the corpus as it is now, once it is forgotten', async () => {
    await import_('a b\nc d\n')
    const search = new SentenceSearch()
    expect((await find({ text: 'c' }, search)).total).toBe(1)
    await search.forget(fixture.directory)
    await search.close()
    expect((await find({ text: 'c' }, search)).total).toBe(1)
  })
})
