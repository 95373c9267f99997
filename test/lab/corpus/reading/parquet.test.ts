import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { previewCorpus } from '../../../../src/lab/corpus/importing/preview'
import { ImportFixture } from '../import-fixture'
import { writeParquet } from '../parquet-file'

const fixture = new ImportFixture()
const rows = (count: number, row: (i: number) => string) => Array.from({ length: count }, (_, i) => row(i))

describe('Parquet', () => {
  it.each(['SNAPPY', 'UNCOMPRESSED'] as const)('reads %s row groups one after the other', async (codec) => {
    const path = await writeParquet(fixture, 'data.parquet', 90, codec)
    const { files } = await previewCorpus([path], {})
    expect(files[0]).toMatchObject({ layout: 'parquet', columns: ['text', 'label'], text_column: 'text', label_column: 'label' })
    const { record, texts } = await fixture.sentences([path])
    expect(texts).toHaveLength(90)
    expect(texts).toContain('a parquet sentence number 89')
    expect(record.labels).toEqual(['0', '1', '2'])
  })

  it('reads a row group larger than a slice', async () => {
    const { record } = await fixture.sentences([await writeParquet(fixture, 'large.parquet', 70_000, 'SNAPPY', 70_000)])
    expect(record.splits.train.sentences + record.splits.valid.sentences + record.splits.test.sentences).toBe(70_000)
    expect(record.statistics?.repeated.train).toBe(0)
  })

  it('reads columns whose names hold dots', async () => {
    const columnData = [
      { name: 'row.text', data: rows(60, (i) => `a sentence of dots ${i}`), type: 'STRING' as const },
      { name: 'row.label', data: rows(60, (i) => `kind ${i % 2}`), type: 'STRING' as const },
    ]
    const { record, texts } = await fixture.sentences([await fixture.file('dots.parquet', Buffer.from(parquetWriteBuffer({ columnData })))])
    expect(texts).toContain('a sentence of dots 59')
    expect(record.labels).toEqual(['kind 0', 'kind 1'])
  })

  it('refuses a damaged file in a sentence', async () => {
    const path = await fixture.file('bad.parquet', Buffer.from('PAR1 nothing else PAR1'))
    await expect(fixture.import([path])).rejects.toThrow(/^bad\.parquet cannot be read as Parquet \(/)
  })
})
