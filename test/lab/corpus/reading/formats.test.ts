import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { previewCorpus } from '../../../../src/lab/corpus/importing/preview'
import { SPLITS } from '../../../../src/shared/corpus'
import { ImportFixture, lines, REVIEWS } from '../import-fixture'
import { writeParquet } from '../parquet-file'

const fixture = new ImportFixture()

describe('packed files', () => {
  it('reads any text format packed by gzip, of several members too', async () => {
    const csv = await fixture.seen('reviews.csv.gz', gzipSync(REVIEWS))
    expect(csv).toMatchObject({ compressed: true, layout: 'table', text_column: 'review' })
    expect((await previewCorpus([join(fixture.input, 'reviews.csv.gz')], {})).name).toBe('reviews')
    const two = Buffer.concat([gzipSync(lines(2000, (i) => `first ${i}`)), gzipSync(lines(2000, (i) => `second ${i}`))])
    const { texts } = await fixture.sentences([await fixture.file('two.txt.gz', two)])
    expect(texts).toHaveLength(4000)
    expect(
      await fixture.seen('wide.jsonl.gz', gzipSync(Buffer.from(`\ufeff${lines(5, (i) => `{"text": "größe ${i}"}`)}`, 'utf16le'))),
    ).toMatchObject({
      encoding: 'UTF-16LE',
      layout: 'jsonl',
    })
  })
})

describe('a folder of mixed files', () => {
  it('is one corpus, whatever each split is written in', async () => {
    await fixture.file('mix/train.csv.gz', gzipSync(REVIEWS))
    await fixture.file(
      'mix/dev.jsonl',
      lines(4, (i) => `{"text": "a b ${i}", "label": 3}`),
    )
    await writeParquet(fixture, 'mix/test.parquet', 6)
    const { record } = await fixture.sentences([join(fixture.input, 'mix')])
    expect(record.name).toBe('mix')
    expect(SPLITS.map((split) => record.splits[split].sentences)).toEqual([40, 4, 6])
    expect(record.labels).toEqual(['0', '1', '2', '3', '4', '5'])
  })

  it('takes numbered parts of one split together', async () => {
    await writeParquet(fixture, 'parts/train-00000-of-00002.parquet', 30)
    await writeParquet(fixture, 'parts/train-00001-of-00002.parquet', 20)
    const { record } = await fixture.sentences([join(fixture.input, 'parts')], { valid_share: 0.1, test_share: 0.1 })
    expect(SPLITS.map((split) => record.splits[split].sentences)).toEqual([40, 5, 5])
  })
})

describe('corrections', () => {
  it('reads UTF-16 without a mark, and any encoding that is chosen', async () => {
    const wide = Buffer.from(
      lines(40, (i) => `plain words ${i}`),
      'utf16le',
    )
    expect(await fixture.seen('wide.txt', wide)).toMatchObject({ encoding: 'UTF-16LE' })
    expect((await fixture.seen('big.txt', Buffer.from(wide).swap16())).encoding).toBe('UTF-16BE')
    const utf8 = await fixture.file(
      'utf8.txt',
      lines(40, () => 'größe'),
    )
    expect((await fixture.sentences([utf8], { encoding: 'Latin-1' })).texts[0]).toBe('grÃ¶ÃŸe')
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
    const { texts } = await fixture.sentences([path], { tokeniser: 'words', lower_case: true, valid_share: 0.1, test_share: 0.1 })
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
