// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createMemoryHistory } from 'vue-router'
import App from '../../src/renderer/app.vue'
import { createClient } from '../../src/renderer/api/client'
import { provideLab } from '../../src/renderer/api/lab'
import { createPlaces } from '../../src/renderer/router'
import { useConnection } from '../../src/renderer/stores/connection'
import { useCorpora } from '../../src/renderer/stores/corpora'
import { useExperiment } from '../../src/renderer/stores/experiment'
import { useImportDraft } from '../../src/renderer/stores/import-draft'
import { useReports } from '../../src/renderer/stores/reports'
import { useRuns } from '../../src/renderer/stores/runs'
import { useSeries } from '../../src/renderer/stores/series'
import { createFakeLab, type FakeLab } from './fake-lab'

vi.mock('echarts/core', () => {
  const chart = {
    setOption: () => {},
    resize: () => {},
    dispose: () => {},
    convertToPixel: () => 0,
    convertFromPixel: () => [0, 0],
    getZr: () => ({ flush: () => {} }),
  }
  return { use: () => {}, init: () => chart }
})

let fake: FakeLab
let opened: VueWrapper | undefined

/** Opens the window at a place over a made-up lab, and waits until it has read everything. */
async function open(path: string, options: Parameters<typeof createFakeLab>[0] = {}) {
  fake = createFakeLab(options)
  provideLab(createClient(fake.bridge))
  const pinia = createPinia()
  setActivePinia(pinia)
  const router = createPlaces(createMemoryHistory())
  await router.push(path)
  useConnection().start()
  opened = mount(App, { global: { plugins: [pinia, router] }, attachTo: document.body })
  await until(() => useConnection().loaded)
  await flushPromises()
  return {
    router,
    find: (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`),
    all: (id: string) => [...document.querySelectorAll<HTMLElement>(`[data-testid="${id}"]`)],
  }
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => {
    if (!condition()) throw new Error('Not yet.')
  }, 5000)
  await flushPromises()
}

const asked = (method: string) => fake.asked.filter((request) => request.method === method).map((request) => request.params)

beforeEach(() => {
  localStorage.clear()
  Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() }, configurable: true })
})

afterEach(() => {
  opened?.unmount()
  useReports().$dispose()
  document.body.innerHTML = ''
})

describe('an empty lab', () => {
  it('shows a drop zone, two samples, and one button that runs the thesis', async () => {
    const { router, find, all } = await open('/corpora', { empty: true })
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

describe('an import', () => {
  const place = (path: string) => useImportDraft().open(Promise.resolve({ paths: [path], folder: null }))

  it('is looked into first, then imported, then shown', async () => {
    const { router, find, all } = await open('/corpora', { empty: true })
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
    const { find } = await open('/corpora', { empty: true })
    await place('/home/ada/empty.txt')
    await until(() => find('preview-import') !== null)
    expect(document.body.textContent).toContain('The file is empty.')
    expect((find('preview-import') as HTMLButtonElement).disabled).toBe(true)
  })

  it('keeps nothing when it is cancelled', async () => {
    const { find } = await open('/corpora', { empty: true })
    await place('/home/ada/train.txt')
    await until(() => find('preview-import') !== null)
    find('preview-import')?.click()
    await until(() => find('cancel-import') !== null)
    find('cancel-import')?.click()
    await until(() => find('preview-import') !== null)
    expect(useCorpora().list).toEqual([])
  })

  it('says so when the files cannot be handed to the lab', async () => {
    await open('/corpora', { empty: true })
    await useImportDraft().open(Promise.reject(new Error('train.txt could not be sent to the lab: the disk is full.')))
    await flushPromises()
    expect(document.body.textContent).toContain('the disk is full')
  })
})

describe('an experiment', () => {
  it('starts one run for each objective and seed, as its button says', async () => {
    const { router, find } = await open('/experiment')
    const button = find('start-runs') as HTMLButtonElement
    expect(button.disabled).toBe(true)
    find('objective-vae')?.click()
    await flushPromises()
    find('objective-dg')?.click()
    useExperiment().seeds = '1, 2'
    await flushPromises()
    expect(button.textContent?.trim()).toBe('Start 4 runs')

    const epochs = find('setting-epochs') as HTMLInputElement
    epochs.value = '3'
    epochs.dispatchEvent(new Event('input'))
    await flushPromises()
    button.form?.dispatchEvent(new Event('submit'))
    await until(() => router.currentRoute.value.name === 'runs')
    expect(asked('runs.start')).toMatchObject([
      {
        objectives: [
          { id: 'vae', parameters: {} },
          { id: 'dg', parameters: { agg_size: 32 } },
        ],
        preset: 'tiny',
        settings: { epochs: 3 },
        seeds: [1, 2],
      },
    ])
  })

  it('cannot start with a setting out of its range, and says which range', async () => {
    const { find } = await open('/experiment')
    find('objective-vae')?.click()
    const epochs = find('setting-epochs') as HTMLInputElement
    epochs.value = '0'
    epochs.dispatchEvent(new Event('input'))
    await flushPromises()
    expect((find('start-runs') as HTMLButtonElement).disabled).toBe(true)
    expect(document.body.textContent).toContain('Epochs must lie between 1 and 1,000.')
  })
})

describe('the objectives of an experiment', () => {
  it('say why a combination makes no sense, and nothing starts until it is undone', async () => {
    const { find } = await open('/experiment')
    find('objective-vmf')?.click()
    await until(() => (find('start-runs') as HTMLButtonElement).disabled === false)
    find('join-vmf-cyclic')?.click()
    await until(() => find('choice-refused') !== null)
    expect(find('choice-refused')?.textContent).toContain('it would change nothing')
    expect(find('start-missing')?.textContent).toContain('it would change nothing')
    expect((find('start-runs') as HTMLButtonElement).disabled).toBe(true)
    find('join-vmf-cyclic')?.click()
    await until(() => find('choice-refused') === null)
    expect((find('start-runs') as HTMLButtonElement).disabled).toBe(false)
  })

  it('tell what is worth knowing of them, and the least KL', async () => {
    const { find, all } = await open('/experiment')
    find('value-dg-agg_size-1')?.click()
    find('objective-bn')?.click()
    await until(() => find('choice-notice') !== null)
    expect(find('choice-notice')?.textContent).toContain('is the plain VAE')
    await until(() => all('variant').some((variant) => variant.textContent?.includes('KL ≥ 1.96 nats')))
  })

  it('are taken by the group of the paper, which a second click gives back', async () => {
    const { find, all } = await open('/experiment')
    find('objective-wae')?.click()
    await flushPromises()
    find('group-beta')?.click()
    await flushPromises()
    expect(all('chosen')).toHaveLength(6)
    expect(find('group-beta')?.getAttribute('aria-pressed')).toBe('true')
    all('chosen')[0].querySelector('button')?.click()
    await flushPromises()
    expect(find('start-runs')?.textContent?.trim()).toBe('Start 5 runs')
    expect(find('group-beta')?.getAttribute('aria-pressed')).toBe('false')
    find('group-gamma')?.click()
    await flushPromises()
    find('group-gamma')?.click()
    await flushPromises()
    expect(all('chosen')).toHaveLength(5)
  })
})

describe('runs', () => {
  it('draw new points as they come, and forget those of a removed run', async () => {
    const { find } = await open('/runs')
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

  it('offer what their state allows', async () => {
    const { all } = await open('/runs')
    await until(() => all('run-row').length > 0)
    const labels = (id: string) =>
      [
        ...(all('run-row')
          .find((row) => row.dataset.run === id)
          ?.querySelectorAll('.actions button') ?? []),
      ].map((button) => button.getAttribute('aria-label')?.split(' ')[0])
    expect(labels('r3')).toEqual(['Pause', 'Stop'])
    expect(labels('r1')).toEqual(['Delete'])
    expect(labels('r4')).toEqual(['Pause', 'Stop', 'Delete'])
  })

  it('carry their verdict in a word', async () => {
    const { all } = await open('/runs')
    await until(() => all('run-row').length > 0)
    const words = Object.fromEntries(
      all('run-row').map((row) => [row.dataset.run, row.querySelector('[data-health]')?.textContent?.trim()]),
    )
    expect(words).toMatchObject({ r1: 'collapse', r2: 'healthy', r3: undefined })
  })
})

describe('a lost lab', () => {
  it('is said with its reason, and read anew when it is back', async () => {
    const { find, all } = await open('/runs')
    fake.lose('The lab process ended unexpectedly.')
    await flushPromises()
    expect(find('lab-lost')?.textContent).toContain('The lab process ended unexpectedly.')
    fake.runs.delete('r5')
    fake.recover()
    await until(() => all('run-row').length === 4)
    expect(find('lab-lost')).toBeNull()
  })
})
