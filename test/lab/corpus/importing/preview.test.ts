import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { previewCorpus } from '../../../../src/lab/corpus/importing/preview'
import { previewSchema } from '../../../../src/shared/preview'
import { ImportFixture, lines } from '../import-fixture'

const fixture = new ImportFixture()

describe('previewCorpus', () => {
  it('shows names, splits, encoding, labels and the first lines', async () => {
    await fixture.file('poems/train.txt', `\n${lines(50, (i) => `good\ta rose ${i}`)}`)
    await fixture.file(
      'poems/dev.txt',
      lines(3, (i) => `bad\ta thorn ${i}`),
    )
    const preview = await previewCorpus([join(fixture.input, 'poems')], {})
    expect(previewSchema.parse(preview)).toEqual(preview)
    expect(preview.name).toBe('poems')
    expect(preview.files.map(({ split, labelled, encoding }) => [split, labelled, encoding])).toEqual([
      ['valid', true, 'UTF-8'],
      ['train', true, 'UTF-8'],
    ])
    expect(preview.files[1].head).toHaveLength(20)
    expect(preview.files[1].head[0]).toEqual({ line: 2, label: 'good', text: 'a rose 0', kept: true, cells: [] })
    expect(preview.remarks.map(({ kind }) => kind)).toEqual(['notice', 'notice'])
  })

  it('marks a single file as one to be cut, named without its ending', async () => {
    const preview = await previewCorpus(
      [
        await fixture.file(
          'yelp.v2.txt',
          lines(100, (i) => `line ${i}`),
        ),
      ],
      {},
    )
    expect(preview).toMatchObject({ name: 'yelp.v2', files: [{ split: null, labelled: false }] })
  })

  it('reads only the head of a large file, and shortens a long line', async () => {
    const path = await fixture.file('large.txt', `${'long '.repeat(1000)}\n${lines(1_700_000, () => 'short line')}\0`)
    const preview = await previewCorpus([path], {})
    expect(preview.remarks).toEqual([])
    expect(preview.files[0].head[0]).toMatchObject({ kept: false })
    expect(preview.files[0].head[0].text).toHaveLength(401)
    expect(preview.files[0].head[1]).toEqual({ line: 2, label: null, text: 'short line', kept: true, cells: [] })
  })

  it('shows the good files beside a bad one', async () => {
    await fixture.file(
      'train.txt',
      lines(50, (i) => `line ${i}`),
    )
    await fixture.file('test.txt', Buffer.from('PK\x03\x04xxxx'))
    const preview = await previewCorpus([fixture.input], {})
    expect(preview.files.map(({ split }) => split)).toEqual(['train'])
    expect(preview.remarks).toEqual([expect.objectContaining({ kind: 'problem', file: join(fixture.input, 'test.txt') })])
  })

  it('shows a file with mixed labels beside its problem, and without labels once they are let go', async () => {
    const path = await fixture.file(
      'mixed.txt',
      lines(50, (i) => (i % 2 ? 'no label here' : 'good\tlabelled')),
    )
    const preview = await previewCorpus([path], {})
    expect(preview).toMatchObject({ files: [{ path, layout: 'lines', labelled: false }], others: [] })
    expect(preview.remarks).toEqual([expect.objectContaining({ kind: 'problem', file: path, line: 2 })])
    const corrected = await previewCorpus([path], { labelled: 'no' })
    expect(corrected.remarks.map(({ kind }) => kind)).not.toContain('problem')
  })

  it('shows the columns that a table has beside the problem that a chosen one is not among them', async () => {
    const path = await fixture.file('table.csv', `stars,review\n${lines(50, (i) => `${i % 5},a rose is a rose ${i}`)}`)
    for (const options of [{ header: 'no', text_column: 'review' }, { files: { [path]: { label_column: 'label' } } }] as const) {
      const preview = await previewCorpus([path], options)
      expect(preview.files.map(({ columns }) => columns)).toEqual(['header' in options ? ['1', '2'] : ['stars', 'review']])
      expect(preview.remarks).toEqual([expect.objectContaining({ kind: 'problem', file: path })])
    }
  })
})
