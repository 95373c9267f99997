// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { openWindow, setUpWindow, until } from './open-window'

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
})
