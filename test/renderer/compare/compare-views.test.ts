// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PRESETS } from '../../../src/shared/settings'
import type { Run } from '../../../src/shared/run'
import { useRuns } from '../../../src/renderer/stores/runs'
import { choose, makeRun } from '../fake-runs'
import { until } from '../until'
import { openCompare, type Opened } from './compare-fixture'

let opened: Opened

const show = async (place: string) => {
  ;[...document.querySelectorAll<HTMLElement>('[role="radio"]')].find((radio) => radio.textContent === place)?.click()
  await flushPromises()
}
const key = (element: Element | null | undefined, name: string) =>
  element?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))

beforeEach(async () => {
  localStorage.clear()
  Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() }, configurable: true })
  opened = await openCompare()
  await until(() => opened.all('results-row').length === 2)
}, 60_000)
afterEach(() => {
  opened.window.unmount()
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

describe('the curves', () => {
  beforeEach(async () => {
    await show('Curves')
    await until(() => opened.find('overlay-kl')?.dataset.lines === '2')
  })

  it('have a line a method and a legend of what differs', async () => {
    const entries = opened.all('legend-entry').map((entry) => entry.querySelector('.link')?.textContent?.trim())
    expect(entries).toEqual(['VAE', 'DG-VAE, |b| = 32'])
    expect(opened.find('legend')?.parentElement?.textContent).toContain('WordNet glosses, preset tiny')
    opened.all('legend-entry')[0].querySelector('input')?.click()
    await until(() => opened.find('overlay-kl')?.dataset.lines === '1')
  })

  it('are read for all runs in two requests, and the seeds of a method become one line', async () => {
    const asked = () => opened.fake.asked.filter(({ method }) => method === 'runs.series-of')
    expect(asked()).toHaveLength(2)
    const run = opened.fake.runs.get('r2') as Run
    const twin = { ...run, id: 'r9', number: 9, config: { ...run.config, seed: 2 } }
    opened.fake.emit({ type: 'run', run: twin })
    await until(() => opened.find('legend')?.textContent?.includes('×2') === true)
    expect(asked()).toHaveLength(4)
    expect(opened.all('legend-entry')).toHaveLength(2)
    await show('Runs')
    await until(() => opened.all('legend-entry').length === 3)
  })

  it('are also a table', async () => {
    const menu = opened.find('overlay-kl')?.querySelector('[data-testid="chart-menu"]')
    key(menu, 'Enter')
    await flushPromises()
    opened.find('chart-table')?.click()
    await until(() => opened.find('chart-table-view') !== null)
    expect(opened.find('chart-table-view')?.textContent).toMatch(/Method.*epoch.*mean KL, nats.*standard deviation/)
  })
})

describe('the trade-off', () => {
  beforeEach(() => show('Trade-off'))

  it('has a point a row, the front marked, and goes by keyboard', async () => {
    await until(() => opened.find('trade-off')?.dataset.points === '2')
    const points = () => [...document.querySelectorAll<SVGElement>('[data-point]')]
    // The VAE has no MI and the least joint KL, the DG-VAE more of both: neither beats the other.
    expect(points().map((point) => point.dataset.front)).toEqual(['true', 'true'])
    expect(points()[0].getAttribute('aria-label')).toMatch(/on the Pareto front; MI .*; Joint KL /)
    expect(points().filter((point) => point.getAttribute('tabindex') === '0')).toHaveLength(1)
    points()[0].focus()
    key(points()[0], 'ArrowRight')
    await flushPromises()
    expect(document.activeElement).toBe(points()[1])
  })

  it('has published points where the paper prints both metrics, and says where it does not', async () => {
    expect(document.body.textContent).toContain('The paper prints no Joint KL')
    const axis = opened.find('axis-y') as HTMLSelectElement
    axis.value = 'cu_03'
    axis.dispatchEvent(new Event('change'))
    await until(() => document.querySelectorAll('.published').length === 2)
    expect(document.querySelector('.published title')?.textContent).toBe('VAE, published: 0.0; 32')
  })
})

describe('the race', () => {
  it('says what it is while there is none', async () => {
    await show('Race')
    expect(document.body.textContent).toContain('from the same weights')
  })

  it('has its members side by side, who leads in what, and goes back to any epoch', async () => {
    for (const [number, id] of [
      [1, 'vae'],
      [2, 'dg'],
    ] as const) {
      const run = opened.fake.runs.get(`r${number}`) ?? makeRun(number, choose(id), 'c', 'c', PRESETS.tiny.settings)
      opened.fake.emit({ type: 'run', run: { ...run, config: { ...run.config, race: 'race-1' } } })
    }
    await show('Race')
    await until(() => opened.all('race-member').length === 2)
    await until(() => opened.find('race-standings')?.querySelector('[data-metric="mi"]') !== null)
    const leads = () => [...document.querySelectorAll<HTMLElement>('[data-metric="mi"] td')].map((cell) => cell.dataset.leads)
    expect(leads()).toEqual(['false', 'true'])
    expect(document.body.textContent).toContain('Epoch 10 of 10')
    const scrub = opened.find('race-epoch') as HTMLInputElement
    // The end of the range is known only with the points, and the thumb stands there.
    expect([scrub.max, scrub.value]).toEqual(['10', '10'])
    scrub.value = '3'
    scrub.dispatchEvent(new Event('input'))
    await until(() => document.body.textContent?.includes('Epoch 3 of 10') === true)
    expect(opened.find('race-leads')?.textContent).toContain('DG-VAE')
    // A run that goes on meanwhile takes nobody away from the epoch.
    const [run] = opened.fake.runs.values()
    opened.fake.emit({ type: 'run', run: { ...run, tags: ['told'], config: { ...run.config, race: 'race-1' } } })
    await until(() => useRuns().byId.get(run.id)?.tags[0] === 'told')
    expect(document.body.textContent).toContain('Epoch 3 of 10')
  })
})
