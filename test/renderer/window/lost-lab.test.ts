// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { useImportDraft } from '../../../src/renderer/stores/import-draft'
import { until } from '../until'
import { openWindow, setUpWindow } from './open-window'

vi.mock('echarts/core', () => import('../fake-canvas'))
vi.mock('../../../src/renderer/charts/surface', () => import('../fake-canvas'))
setUpWindow()

describe('a lost lab', () => {
  it('is said with its reason, and read anew when it is back', async () => {
    const { find, all, fake } = await openWindow('/runs')
    fake.lose('The lab process ended unexpectedly.')
    await flushPromises()
    expect(find('lab-lost')?.textContent).toContain('The lab process ended unexpectedly.')
    fake.runs.delete('r5')
    fake.recover()
    await until(() => all('run-row').length === 4)
    expect(find('lab-lost')).toBeNull()
  })

  it('took with it what it was doing: an import can be left, and begun again', async () => {
    const { find, fake } = await openWindow('/corpora')
    await useImportDraft().open(Promise.resolve({ paths: ['/home/ada/train.txt'], folder: null }))
    await until(() => find('preview-import') !== null)
    find('preview-import')?.click()
    await until(() => find('leave-import')?.hasAttribute('disabled') === false)
    fake.lose('The lab process ended unexpectedly.')
    fake.jobs.clear()
    fake.recover()
    await until(() => find('preview-import') !== null)
    expect(document.body.textContent).toContain('The lab ended before this was done.')
  })
})
