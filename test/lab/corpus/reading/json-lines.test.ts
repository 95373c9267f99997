import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ImportFixture, lines } from '../import-fixture'

const fixture = new ImportFixture()

describe('JSON Lines', () => {
  it('finds the fields of text and label, nested ones and lists of words too', async () => {
    const text = lines(30, (i) => JSON.stringify({ id: i, data: { tokens: ['so', 'it', `goes ${i}`] }, label: i % 2 === 0 }))
    expect(await fixture.seen('data.jsonl', text)).toMatchObject({
      layout: 'jsonl',
      columns: ['id', 'data.tokens', 'label'],
      text_column: 'data.tokens',
      label_column: 'label',
    })
    const { record, texts } = await fixture.sentences([join(fixture.input, 'data.jsonl')])
    expect(texts).toContain('so it goes 3')
    expect(record.labels).toEqual(['false', 'true'])
  })

  it('reads fields whose own names hold dots', async () => {
    const text = lines(30, (i) => JSON.stringify({ 'a.b': { 'c.text': `so it goes ${i}` }, 'x.label': i % 2 }))
    expect(await fixture.seen('dots.jsonl', text)).toMatchObject({ columns: ['a.b.c.text', 'x.label'], text_column: 'a.b.c.text' })
    const { record, texts } = await fixture.sentences([join(fixture.input, 'dots.jsonl')])
    expect(texts).toContain('so it goes 3')
    expect(record.labels).toEqual(['0', '1'])
  })

  it('is known by its lines, whatever the name', async () => {
    expect(
      await fixture.seen(
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
