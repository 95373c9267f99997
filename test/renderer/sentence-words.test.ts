// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { describe, expect, it } from 'vitest'
import SentenceRow from '../../src/renderer/components/corpora/sentence-row.vue'
import SentenceWords from '../../src/renderer/components/corpora/sentence-words.vue'
import { sentenceQuerySchema } from '../../src/shared/corpus'

describe('a sentence', () => {
  it('has its unknown words and what was found marked, also where they overlap', () => {
    const text = 'the quokka was good'
    const words = mount(SentenceWords, { props: { text, unknown: [1], found: [[7, 12]] } })
    expect(words.text()).toBe(text)
    expect(words.findAll('.strange').map((part) => part.text())).toEqual(['quo', 'kka'])
    expect(words.findAll('mark').map((part) => part.element.textContent)).toEqual(['kka', ' w'])
  })

  it('is shown in the list from shortly before what was found', () => {
    const text = `${'and '.repeat(40)}then a wallaby came`
    const row = { index: 3, label: null, text, unknown: [], times: null, also: [] }
    const shown = (search: string) =>
      mount(SentenceRow, {
        props: {
          row,
          query: sentenceQuerySchema.parse({ split: 'train', text: search }),
          place: 0,
          total: 1,
          active: false,
          labelled: false,
        },
      }).find('.text').element.textContent
    expect(shown('wallaby')).toMatch(/^…(and ){1,5}then a wallaby came$/)
    expect(shown('and and')).toBe(text)
    expect(shown('')).toBe(text)
  })
})
