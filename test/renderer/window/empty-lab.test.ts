// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest'
import { until } from '../until'
import { openWindow, setUpWindow } from './open-window'

vi.mock('echarts/core', () => import('../fake-canvas'))
vi.mock('../../../src/renderer/charts/surface', () => import('../fake-canvas'))
setUpWindow()

describe('an empty lab', () => {
  it('shows a drop zone, two samples, and one button that runs the thesis', async () => {
    const { router, find, all, asked } = await openWindow('/corpora', { empty: true })
    expect(find('drop-zone')).not.toBeNull()
    expect(find('import-sample-glosses')).not.toBeNull()
    expect(find('import-sample-grammar')).not.toBeNull()

    find('start-thesis')?.click()
    await until(() => router.currentRoute.value.name === 'runs')
    expect(asked('corpora.import')).toEqual([{ source: { sample: 'glosses' }, name: null, options: {} }])
    expect(asked('runs.start')).toMatchObject([{ objectives: [{ id: 'vae' }, { id: 'dg' }], preset: 'tiny', seeds: [783435] }])
    await until(() => all('run-row').length === 2)
    expect(all('run-row').map((row) => row.dataset.state)).toEqual(['queued', 'queued'])
  })
})
