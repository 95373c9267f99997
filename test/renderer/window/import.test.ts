// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import type { Placed } from '../../../src/renderer/api/place-files'
import { useCorpora } from '../../../src/renderer/stores/corpora'
import { useImportDraft } from '../../../src/renderer/stores/import-draft'
import { until } from '../until'
import { openWindow, setUpWindow } from './open-window'

vi.mock('echarts/core', () => import('../fake-canvas'))
vi.mock('../../../src/renderer/charts/surface', () => import('../fake-canvas'))
setUpWindow()

describe('an import', () => {
  const place = (path: string) => useImportDraft().open(Promise.resolve({ paths: [path], folder: null }))

  it('is looked into first, then imported, then shown', async () => {
    const { router, find, all, fake, asked } = await openWindow('/corpora', { empty: true })
    await place('/home/ada/train.txt')
    await until(() => find('preview-import') !== null)
    expect(document.body.textContent).toContain('a small wooden boat with a flat bottom')
    expect(asked('corpora.import')).toEqual([])

    find('preview-import')?.click()
    await until(() => all('corpus-row').length === 1)
    await until(() => find('preview-import') === null)
    expect(router.currentRoute.value.params.id).toBe([...fake.corpora.keys()][0])
  })

  it('is blocked by a problem, which is said', async () => {
    const { find } = await openWindow('/corpora', { empty: true })
    await place('/home/ada/empty.txt')
    await until(() => find('preview-import') !== null)
    expect(document.body.textContent).toContain('The file is empty.')
    expect((find('preview-import') as HTMLButtonElement).disabled).toBe(true)
  })

  it('keeps nothing when it is cancelled', async () => {
    const { find } = await openWindow('/corpora', { empty: true })
    await place('/home/ada/train.txt')
    await until(() => find('preview-import') !== null)
    find('preview-import')?.click()
    await until(() => find('cancel-import') !== null)
    find('cancel-import')?.click()
    await until(() => find('preview-import') !== null)
    expect(useCorpora().list).toEqual([])
  })

  it('that was called off while its files were on their way does not come back, nor in the place of the next', async () => {
    const { find, asked } = await openWindow('/corpora', { empty: true })
    const draft = useImportDraft()
    const slow = Promise.withResolvers<Placed>()
    const first = draft.open(slow.promise)
    draft.close()
    await place('/home/ada/train.txt')
    await until(() => find('preview-import') !== null)
    slow.resolve({ paths: ['/home/ada/empty.txt'], folder: null })
    await first
    await flushPromises()
    expect(draft.placed?.paths).toEqual(['/home/ada/train.txt'])
    expect(asked('corpora.preview')).toHaveLength(1)

    const failing = Promise.withResolvers<Placed>()
    const second = draft.open(failing.promise)
    draft.close()
    failing.reject(new Error('The disk is full.'))
    await second
    expect(draft.stage).toBe('closed')
  })

  it('says so when the files cannot be handed to the lab', async () => {
    await openWindow('/corpora', { empty: true })
    await useImportDraft().open(Promise.reject(new Error('train.txt could not be sent to the lab: the disk is full.')))
    await flushPromises()
    expect(document.body.textContent).toContain('the disk is full')
  })
})
