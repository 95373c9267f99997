// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useCompare } from '../../../src/renderer/stores/compare'
import { METRICS } from '../../../src/shared/metrics'
import { PRESETS } from '../../../src/shared/settings'
import type { Run } from '../../../src/shared/run'
import { choose, makeEvaluation, makeRun, valuesAtEnd } from '../fake-runs'
import { until } from '../until'
import { openCompare, type Opened } from './compare-fixture'

let opened: Opened

const rows = () => opened.all('results-row')
const names = () => rows().map((row) => row.querySelector('.link')?.textContent?.trim())
const cell = (row: HTMLElement, metric: string) => row.querySelector<HTMLElement>(`td[data-metric="${metric}"]`)
const head = (column: string) => document.querySelector<HTMLElement>(`thead [data-column="${column}"]`)
const press = (element: Element | null | undefined, key: string) =>
  element?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))

/** The lab says that another run has finished. */
function finish(run: Run): void {
  opened.fake.emit({ type: 'run', run: { ...run, state: 'finished', epoch: 1, best_epoch: 1 } })
}
const another = (number: number, objective = choose('wae'), changes: Partial<Run['config']> = {}): Run => {
  const run = makeRun(number, objective, 'c-glosses', 'WordNet glosses', PRESETS.tiny.settings)
  return { ...run, config: { ...run.config, ...changes }, evaluations: [makeEvaluation(run, valuesAtEnd(run))] }
}

beforeEach(async () => {
  localStorage.clear()
  Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() }, configurable: true })
  opened = await openCompare()
  await until(() => rows().length === 2)
}, 60_000)
afterEach(() => {
  opened.window.unmount()
  document.body.innerHTML = ''
  vi.restoreAllMocks()
})

describe('the table of results', () => {
  it('has the finished runs with the best of each column bold', () => {
    const bold = rows().map((row) => [...row.querySelectorAll<HTMLElement>('.best')].map(({ dataset }) => dataset.metric))
    expect(bold[1]).toContain('mi')
    expect(bold[0]).not.toContain('mi')
    expect(opened.find('compare-caption')?.textContent).toBe('WordNet glosses, preset tiny, test split (2,000 sentences).')
  })

  it('tells behind each number its interval, estimator and uncertainty, by keyboard too', async () => {
    expect(document.querySelectorAll('td[data-metric][tabindex="0"]')).toHaveLength(1)
    cell(rows()[1], 'kl')?.focus()
    await flushPromises()
    expect(opened.find('cell-tip')?.textContent).toContain(METRICS.kl.estimator)
    expect(opened.find('cell-tip')?.textContent).toMatch(/95 % interval \d+\.\d{3} … /)
    press(cell(rows()[1], 'kl'), 'ArrowRight')
    await flushPromises()
    expect(document.activeElement).toBe(cell(rows()[1], 'density_gap'))
    cell(rows()[1], 'mi')?.focus()
    await flushPromises()
    expect(opened.find('cell-tip')?.textContent).toContain('Ceiling ln N = 7.60')
    press(cell(rows()[1], 'mi'), 'Escape')
    await flushPromises()
    expect(opened.find('cell-tip')).toBeNull()
  })

  it('shows what is not defined as a dash with its reason', async () => {
    const run = another(9, choose('vmf', { kappa: 13 }))
    finish({ ...run, evaluations: [makeEvaluation(run, { ...valuesAtEnd(run), cu_03: null, joint_kl: 0.1, au: 8, mi: 3 })] })
    await until(() => rows().length === 3)
    expect(cell(rows()[2], 'cu_03')?.textContent?.trim()).toBe('–')
    cell(rows()[2], 'cu_03')?.focus()
    await flushPromises()
    expect(opened.find('cell-tip')?.textContent).toContain('do not apply to posteriors on the sphere')
    expect(rows()[2].querySelector('[data-health]')?.textContent?.trim()).toBe('active')
  })

  it('has the published row under that of the same method with its difference, unless it is hidden', async () => {
    const published = () => opened.all('published-row')
    expect(published().map((row) => row.previousElementSibling?.textContent?.includes('DG-VAE |b| = 32'))).toEqual([false, true])
    expect(published()[1].textContent).toContain('−355.4')
    // The made-up runs are of the preset tiny, whose latent is 8.
    cell(published()[1], 'au')?.focus()
    await flushPromises()
    expect(opened.find('cell-tip')?.textContent).toContain('the latent is not as wide')
    finish(another(9, choose('vae'), { preset: 'short', settings: PRESETS.short.settings, seed: 4 }))
    await until(() => rows().length === 3)
    expect(opened.all('difference')).toEqual([])
    opened.find('show-published')?.click()
    await flushPromises()
    expect(published()).toEqual([])
  })

  it('unfolds the seeds of a method, or has each run as a row', async () => {
    const run = opened.fake.runs.get('r2') as Run
    finish({ ...run, id: 'r9', number: 9, config: { ...run.config, seed: 2 } })
    await until(() => rows()[1].textContent?.includes('2 seeds') === true)
    expect(cell(rows()[1], 'mi')?.textContent?.trim()).toBe('6.820± 0.000')
    opened.find('unfold')?.click()
    await flushPromises()
    expect(opened.all('seed-row').map((row) => [row.dataset.run, cell(row, 'mi')?.textContent?.trim()])).toEqual([
      ['r2', '6.820'],
      ['r9', '6.820'],
    ])
    opened.all('seed-row')[1].querySelector('input')?.click()
    await flushPromises()
    expect(rows()[1].querySelector('input')?.indeterminate).toBe(true)
    ;[...document.querySelectorAll<HTMLElement>('[role="radio"]')].find((radio) => radio.textContent === 'Runs')?.click()
    await until(() => rows().length === 3)
    expect(rows().map((row) => row.querySelector('.under')?.textContent)).toEqual(['seed 783435', 'seed 783435', 'seed 2'])
  })
})

describe('order and columns', () => {
  it('sorts by a head: the best on top, then the other way, then as the runs were started', async () => {
    const button = () => head('ppl')?.querySelector('button')
    const orders: (string | null | undefined)[] = []
    for (let press = 0; press < 3; press++) {
      button()?.click()
      await flushPromises()
      orders.push(`${head('ppl')?.getAttribute('aria-sort')} ${names()[0]}`)
    }
    expect(orders).toEqual(['ascending VAE', 'descending DG-VAE |b| = 32', 'none VAE'])
  })

  it('widens a column by keyboard, and takes that back', async () => {
    const grip = () => head('kl')?.querySelector<HTMLElement>('[role="separator"]')
    const before = Number(grip()?.getAttribute('aria-valuenow'))
    press(grip(), 'ArrowRight')
    await flushPromises()
    expect(Number(grip()?.getAttribute('aria-valuenow'))).toBe(before + 8)
    press(grip(), 'Enter')
    await flushPromises()
    expect(Number(grip()?.getAttribute('aria-valuenow'))).toBe(before)
  })

  it('shows, hides, moves and pins columns, and remembers that', async () => {
    const compare = useCompare()
    opened.find('column-menu')?.click()
    await flushPromises()
    const entry = (id: string) => document.querySelector<HTMLElement>(`.column-menu [data-column="${id}"]`)
    entry('elbo')?.querySelector('input')?.click()
    entry('ppl')?.querySelector('input')?.click()
    await flushPromises()
    expect(compare.columns.slice(-1)).toEqual(['elbo'])
    expect(head('ppl')).toBeNull()
    entry('posterior_ll')?.querySelector<HTMLElement>('[data-by="-1"]')?.click()
    await flushPromises()
    expect(compare.columns.slice(0, 2)).toEqual(['posterior_ll', 'prior_ll'])
    entry('mi')?.querySelector<HTMLElement>('[aria-pressed]')?.click()
    await flushPromises()
    expect(compare.columns[0]).toBe('mi')
    expect(head('mi')?.classList.contains('pinned')).toBe(true)
    expect(JSON.parse(localStorage.getItem('plenum.compare') ?? '{}')).toMatchObject({ value: { pinned: ['mi'] } })
    opened.find('columns-reset')?.click()
    await flushPromises()
    expect(head('ppl')).not.toBeNull()
    expect(head('elbo')).toBeNull()
  })
})

describe('a choice of runs', () => {
  it('is narrowed by words and by properties, with what each would leave', async () => {
    finish({ ...another(9), tags: ['baseline'] })
    await until(() => rows().length === 3)
    const search = opened.find('compare-search') as HTMLInputElement
    search.value = 'dg seed'
    search.dispatchEvent(new Event('input'))
    await until(() => rows().length === 1)
    expect(names()).toEqual(['DG-VAE |b| = 32'])
    opened.find('widen')?.click()
    await until(() => rows().length === 3)
    opened.find('facet-tag')?.click()
    await flushPromises()
    expect(document.querySelector('.facet')?.textContent).toMatch(/baseline\s*1/)
    document.querySelector<HTMLElement>('.facet input')?.click()
    await until(() => rows().length === 1)
    expect(names()).toEqual(['WAE'])
  })

  it('is made for all rows at once, or for a stretch with Shift', async () => {
    for (const number of [7, 8, 9]) finish(another(number, choose('beta', { kl_beta: number / 10 })))
    await until(() => rows().length === 5)
    const box = (index: number) => rows()[index].querySelector<HTMLInputElement>('input')
    box(1)?.click()
    await flushPromises()
    box(3)?.dispatchEvent(new MouseEvent('click', { shiftKey: true, bubbles: true, cancelable: true }))
    await flushPromises()
    expect(rows().map((row) => row.getAttribute('aria-selected'))).toEqual(['false', 'true', 'true', 'true', 'false'])
    expect(opened.find('compare-chosen')?.textContent).toBe('3 chosen')
    opened.find('choose-all')?.click()
    await flushPromises()
    expect(opened.find('compare-chosen')?.textContent).toBe('5 chosen')
  })

  it('is what a copy holds, in the format and the order of the table', async () => {
    const copied: string[] = []
    document.execCommand = () => (copied.push((document.querySelector('textarea') as HTMLTextAreaElement).value), true)
    const copy = async (format: string) => {
      opened.find('copy-menu')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
      await flushPromises()
      opened.find(`copy-${format}`)?.click()
      await flushPromises()
      return copied.at(-1) ?? ''
    }
    head('mi')?.querySelector('button')?.click()
    await flushPromises()
    expect(await copy('latex')).toMatch(/\\begin\{tabular\}\{lrrrrrrrrr\}[^]*DG-VAE[^]*VAE/)
    rows()[1].querySelector('input')?.click()
    await flushPromises()
    expect(await copy('csv')).toMatch(/^source,method,[^\r]*\r\nown,VAE,[^\r]*\r\ndifference,[^\r]*\r\npublished,VAE,[^\r]*\r\n$/)
    expect(await copy('markdown')).toContain('| VAE | 1 |')
  })
})

it('has the latent spaces of the rows chosen in a place of their own', async () => {
  rows()[0].querySelector('input')?.click()
  await flushPromises()
  ;[...document.querySelectorAll<HTMLElement>('[role="radio"]')].find((radio) => radio.textContent === 'Latent space')?.click()
  await until(() => opened.all('figure-column').length === 1 && opened.all('figure-column')[0].dataset.stage === 'ready')
})
