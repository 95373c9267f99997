// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { useRuns } from '../../../src/renderer/stores/runs'
import { useSeries } from '../../../src/renderer/stores/series'
import { openWindow, setUpWindow, until } from './open-window'

vi.mock('echarts/core', () => import('../fake-canvas'))
vi.mock('../../../src/renderer/charts/surface', () => import('../fake-canvas'))
setUpWindow()

describe('runs', () => {
  it('draw new points as they come, and forget those of a removed run', async () => {
    const { find, fake } = await openWindow('/runs')
    await until(() => Number(find('chart-loss')?.dataset.points) > 0)
    const series = useSeries()
    const before = series.of('r3', 'batch').step.length
    fake.tick()
    await until(() => series.of('r3', 'batch').step.length > before)
    fake.emit({ type: 'run.removed', id: 'r3' })
    await flushPromises()
    expect(useRuns().byId.has('r3')).toBe(false)
    expect(series.of('r3', 'batch').step).toEqual([])
  })

  it('offer what their state allows, the rest in a menu', async () => {
    const { all, find } = await openWindow('/runs')
    await until(() => all('run-row').length > 0)
    const row = (id: string) => all('run-row').find((candidate) => candidate.dataset.run === id)
    const labels = (id: string) =>
      [...(row(id)?.querySelectorAll('.actions button') ?? [])].map((button) => button.getAttribute('aria-label')?.split(' ')[0])
    expect(labels('r3')).toEqual(['Pause', 'Stop', 'More'])
    expect(labels('r1')).toEqual(['More'])
    expect(labels('r4')).toEqual(['Pause', 'Stop', 'More'])
    const menu = async (id: string) => {
      const trigger = row(id)?.querySelector<HTMLElement>('[data-testid="run-more"]')
      trigger?.focus()
      trigger?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      await until(() => document.querySelector('[role="menu"]') !== null)
      const offered = [...document.querySelectorAll('[role="menuitem"]')].map((item) => item.textContent?.trim())
      document.querySelector('[role="menu"]')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))
      await until(() => document.querySelector('[role="menu"]') === null)
      return offered
    }
    expect(await menu('r1')).toEqual(['Train more epochs…', 'Duplicate…', 'Tags…', 'Delete'])
    expect(await menu('r3')).toEqual(['Duplicate…', 'Tags…'])
    expect(find('run-pause')).not.toBeNull()
  })

  it('carry their verdict in a word', async () => {
    const { all } = await openWindow('/runs')
    await until(() => all('run-row').length > 0)
    const words = Object.fromEntries(
      all('run-row').map((row) => [row.dataset.run, row.querySelector('[data-health]')?.textContent?.trim()]),
    )
    expect(words).toMatchObject({ r1: 'collapse', r2: 'healthy', r3: undefined })
  })
})
