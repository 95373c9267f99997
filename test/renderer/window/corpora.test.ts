// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { useImportDraft } from '../../../src/renderer/stores/import-draft'
import { until } from '../until'
import { openWindow, setUpWindow } from './open-window'

vi.mock('echarts/core', () => import('../fake-canvas'))
vi.mock('../../../src/renderer/charts/surface', () => import('../fake-canvas'))
setUpWindow()

function choose(element: HTMLElement | null, value: string): void {
  const field = element as HTMLSelectElement
  field.value = value
  field.dispatchEvent(new Event('change'))
}

describe('a corpus', () => {
  it('is shown with its statistics, of which each can be listed', async () => {
    const { find, router, asked } = await openWindow('/corpora/c-glosses')
    for (const chart of ['lengths', 'coverage', 'repeats', 'unknown', 'labels']) expect(find(`chart-${chart}`)).not.toBeNull()
    expect(find('chart-repeats')?.getAttribute('aria-label')).toContain('Test, also in train: 37 · 1.85 %')
    // Sentences with several labels can be listed in each split that has some.
    expect(find('list-train-conflict')?.textContent?.trim()).toBe('Show 31 in train')
    expect(find('list-valid-conflict')).toBeNull()
    expect(find('list-test-conflict')?.textContent?.trim()).toBe('Show 4 in test')
    find('list-test-train')?.click()
    await until(() => find('sentence-browser') !== null)
    expect(router.currentRoute.value.query).toEqual({ show: 'sentences' })
    expect(asked('corpora.search').at(-1)).toMatchObject({ id: 'c-glosses', query: { split: 'test', repeats: 'train' } })
    await until(() => find('sentence-status')?.textContent === '37 sentences')
  })

  it('of an older version says what is missing and computes it when asked', async () => {
    const { find } = await openWindow('/corpora/c-yelp')
    expect(find('chart-lengths')).not.toBeNull()
    expect(find('chart-coverage')).toBeNull()
    find('describe-corpus')?.click()
    await until(() => find('chart-coverage') !== null)
    expect(find('describe-corpus')).toBeNull()
  })

  it('says how it was read where that was chosen', async () => {
    const { fake } = await openWindow('/corpora/c-glosses')
    expect(document.body.textContent).toContain('Longest sentence, words: 200')
    expect(document.body.textContent).not.toContain('Sentences: ')
    const corpus = fake.corpora.get('c-glosses')!
    const options = { ...corpus.options, text_column: '4', labelled: 'no', splits: 'no', encoding: 'Latin-1' } as const
    fake.emit({ type: 'corpus', corpus: { ...corpus, options } })
    const said = 'Sentences: Column 4 · No labels · Cut by seed · Encoding: Latin-1 · Longest sentence, words: 200'
    await until(() => document.body.textContent?.includes(said) ?? false)
  })

  it('that runs need is not deleted, and the runs are named', async () => {
    const { find, asked } = await openWindow('/corpora/c-glosses')
    find('delete-corpus')?.click()
    await until(() => document.body.textContent?.includes('is needed') ?? false)
    expect(document.body.textContent).toMatch(/#1\s*VAE/)
    expect(find('confirm')).toBeNull()
    expect(asked('corpora.delete')).toEqual([])
  })
})

describe('the browser of sentences', () => {
  it('draws only the rows in view, and moves through all of them by keys', async () => {
    const { find, all } = await openWindow('/corpora/c-glosses?show=sentences')
    await until(() => all('sentence-row').some((row) => row.textContent !== ''))
    // 4,000 pixels hold 143 rows of 28; some more lie ready below.
    expect(all('sentence-row').length).toBeLessThan(170)
    const list = find('sentence-list') as HTMLElement
    const press = async (key: string) => {
      list.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      await flushPromises()
    }
    await press('ArrowDown')
    await until(() => find('sentence-reader')?.textContent?.includes('No. 1 ·') ?? false)
    await press('End')
    await until(() => find('sentence-reader')?.textContent?.includes('No. 16,000 ·') ?? false)
    await press('PageUp')
    await until(() => find('sentence-reader')?.textContent?.includes('No. 15,858 ·') ?? false)
    expect(document.querySelector('[aria-selected=true]')?.getAttribute('aria-posinset')).toBe('15858')
  })

  it('asks for what is typed and chosen, and clears it again', async () => {
    const { find, asked } = await openWindow('/corpora/c-glosses?show=sentences')
    const search = find('sentence-search') as HTMLInputElement
    search.value = 'boat'
    search.dispatchEvent(new Event('input'))
    await until(() => (asked('corpora.search').at(-1) as { query: { text: string } }).query.text === 'boat')
    choose(find('sentence-label'), 'noun.animal')
    await until(() => find('sentence-status')?.textContent === '0 sentences')
    expect(document.body.textContent).toContain('No sentence matches.')
    const reset = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Clear all filters')
    reset?.click()
    await until(() => find('sentence-status')?.textContent === '16,000 sentences')
    expect(search.value).toBe('')
  })
})

describe('the preview of a table', () => {
  it('marks the columns that are taken and asks anew when another is chosen', async () => {
    const { find, all, asked } = await openWindow('/corpora', { empty: true })
    await useImportDraft().open(Promise.resolve({ paths: ['/home/ada/reviews.csv'], folder: null }))
    await until(() => find('preview-import') !== null)
    expect(all('preview-column').map((column) => column.textContent)).toEqual(['id', 'labellabel', 'textsentence'])
    expect((find('import-delimiter') as HTMLSelectElement).selectedOptions[0].textContent).toBe('As detected (comma)')
    all('preview-column')[0].click()
    await until(() => asked('corpora.preview').length === 2)
    expect(asked('corpora.preview')[1]).toMatchObject({ options: { text_column: 'id' } })
    choose(find('import-label-column'), '\0none')
    await until(() => asked('corpora.preview').length === 3)
    expect(asked('corpora.preview')[2]).toMatchObject({ options: { labelled: 'no', label_column: '' } })
  })

  it('offers its columns in their order below what was found, and a chosen one that is gone', async () => {
    const { find } = await openWindow('/corpora', { empty: true })
    const draft = useImportDraft()
    await draft.open(Promise.resolve({ paths: ['/home/ada/reviews.csv'], folder: null }))
    await until(() => find('preview-import') !== null)
    const offered = (id: string) => [...(find(id) as HTMLSelectElement).options].map((option) => option.textContent)
    expect(offered('import-label-column')).toEqual(['As detected (label)', 'No labels', 'id', 'label', 'text'])
    draft.options.text_column = 'text'
    const [file] = draft.preview!.files
    draft.preview = { ...draft.preview!, files: [{ ...file, columns: ['1', '2', '3'], text_column: '3', label_column: null }] }
    await flushPromises()
    expect(offered('import-text-column')).toEqual(['As detected (Column 3)', 'Column 1', 'Column 2', 'Column 3', 'text, in no file'])
    expect(offered('import-label-column')).toEqual(['As detected (no labels)', 'No labels', 'Column 1', 'Column 2', 'Column 3'])
    expect((find('import-text-column') as HTMLSelectElement).value).toBe('text')
  })

  it('is corrected for one file alone where several are imported', async () => {
    const { find, all, asked } = await openWindow('/corpora', { empty: true })
    await useImportDraft().open(Promise.resolve({ paths: ['/a/train.csv', '/a/extra.csv'], folder: null }))
    await until(() => find('preview-import') !== null)
    expect(find('import-file-split')).toBeNull()
    choose(find('import-scope'), '/a/extra.csv')
    await until(() => find('import-file-split') !== null)
    choose(find('import-file-split'), 'test')
    await until(() => asked('corpora.preview').length === 2)
    choose(find('import-split-column'), '\0none')
    await until(() => asked('corpora.preview').length === 3)
    expect(asked('corpora.preview')[2]).toMatchObject({
      options: { splits: 'auto', files: { '/a/extra.csv': { split: 'test', splits: 'no' } } },
    })
    choose(find('import-split-column'), '\0all')
    await until(() => asked('corpora.preview').length === 4)
    expect(asked('corpora.preview')[3]).toMatchObject({ options: { files: { '/a/extra.csv': { split: 'test' } } } })
    // A column that every file has is taken in all of them.
    all('preview-column')[0].click()
    await until(() => asked('corpora.preview').length === 5)
    expect(asked('corpora.preview')[4]).toMatchObject({ options: { text_column: 'id' } })
  })

  it('lets an import go on in the background, where its progress is seen', async () => {
    const { find, all } = await openWindow('/corpora/c-glosses')
    await useImportDraft().open(Promise.resolve({ paths: ['/home/ada/train.txt'], folder: null }))
    await until(() => find('preview-import') !== null)
    const before = all('corpus-row').length
    find('preview-import')?.click()
    await until(() => find('leave-import') !== null && !(find('leave-import') as HTMLButtonElement).disabled)
    find('leave-import')?.click()
    await until(() => find('leave-import') === null)
    expect(find('import-job')).not.toBeNull()
    await until(() => all('corpus-row').length === before + 1)
    expect(find('import-job')).toBeNull()
  })
})
