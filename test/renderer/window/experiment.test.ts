// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { lab } from '../../../src/renderer/api/lab'
import { useChoices } from '../../../src/renderer/stores/choices'
import { useExperiment } from '../../../src/renderer/stores/experiment'
import { useReports } from '../../../src/renderer/stores/reports'
import { LabError, type Method } from '../../../src/shared/contract'
import { until } from '../until'
import { openWindow, setUpWindow } from './open-window'

vi.mock('echarts/core', () => import('../fake-canvas'))
vi.mock('../../../src/renderer/charts/surface', () => import('../fake-canvas'))
setUpWindow()

describe('an experiment', () => {
  it('is judged and estimated anew when the lab is back that went away before it answered', async () => {
    const { fake, find, asked } = await openWindow('/experiment')
    find('objective-vae')?.click()
    await until(() => asked('runs.estimate').length === 1)
    await until(() => find('estimate')?.dataset.seconds !== undefined)
    const { request } = lab()
    const away = vi
      .spyOn(lab(), 'request')
      .mockImplementation(((method: Method, params: never) =>
        method === 'objectives.check' || method === 'runs.estimate'
          ? Promise.reject(new LabError('failed', 'The lab is away.'))
          : request(method, params)) as typeof request)
    find('objective-dg')?.click()
    await until(() => away.mock.calls.length > 0 && find('start-missing') !== null)
    expect(find('start-missing')?.textContent ?? '').toContain('The lab is away.')
    away.mockRestore()
    fake.lose('The lab is away.')
    await until(() => find('lab-lost') !== null)
    fake.recover()
    await until(() => find('estimate')?.dataset.seconds !== undefined)
    const { list } = useChoices()
    await until(() => list.every(({ key }) => useReports().byKey.get(key)?.report))
  })

  it('tells a KL that stays where it is from one that only cannot fall below', async () => {
    const { find, all } = await openWindow('/experiment')
    const told = () => all('variant').map((variant) => /KL [≥=] [\d.]+ nats/.exec(variant.textContent ?? '')?.[0])
    const card = (id: string) => find(`objective-${id}`)?.closest('li')?.querySelector('dl')?.textContent
    find('objective-bn')?.click()
    find('objective-vmf')?.click()
    await until(() => told().every((text) => text !== undefined) && told().length === 2)
    expect(told().map((text) => text?.slice(0, 4))).toEqual(['KL ≥', 'KL ='])
    expect(card('bn')).toContain('Least KL')
    for (const id of ['vmf', 'dg-vmf']) expect(card(id)).toContain('Its KL')
  })

  it('starts one run for each objective and seed, as its button says', async () => {
    const { router, find, asked } = await openWindow('/experiment')
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
    const { find } = await openWindow('/experiment')
    find('objective-vae')?.click()
    const epochs = find('setting-epochs') as HTMLInputElement
    epochs.value = '0'
    epochs.dispatchEvent(new Event('input'))
    await flushPromises()
    expect((find('start-runs') as HTMLButtonElement).disabled).toBe(true)
    expect(document.body.textContent).toContain('Epochs must lie between 1 and 1,000.')
  })
})

describe('an experiment of the last session', () => {
  const leave = (corpus: string) =>
    localStorage.setItem('plenum.experiment', JSON.stringify({ version: 1, value: { corpus, seeds: '5', changes: { epochs: 9 } } }))

  it('stands on the newest corpus where its own is gone, and says so', async () => {
    leave('c-deleted')
    const { find } = await openWindow('/experiment')
    expect((find('setting-epochs') as HTMLInputElement).value).toBe('9')
    expect(useExperiment().corpus).not.toBe('c-deleted')
    expect(document.getElementById('experiment-corpus-hint')?.textContent).toContain('no longer there')
    const corpus = find('experiment-corpus') as HTMLSelectElement
    corpus.dispatchEvent(new Event('change'))
    await flushPromises()
    expect(document.getElementById('experiment-corpus-hint')?.textContent).toBe('')
  })

  it('goes back to the start with one button, and comes back with undo', async () => {
    leave('c-glosses')
    const { find } = await openWindow('/experiment')
    const epochs = () => (find('setting-epochs') as HTMLInputElement).value
    find('objective-vae')?.click()
    await flushPromises()
    expect(find('start-afresh')?.getAttribute('aria-disabled')).toBe('false')
    find('start-afresh')?.click()
    await flushPromises()
    expect(find('start-afresh')?.getAttribute('aria-disabled')).toBe('true')
    expect([epochs(), useExperiment().corpus]).toEqual(['10', 'c-glosses'])
    expect((find('objective-vae') as HTMLInputElement).checked).toBe(false)
    find('notice-action')?.click()
    await flushPromises()
    expect(epochs()).toBe('9')
    expect((find('objective-vae') as HTMLInputElement).checked).toBe(true)
  })
})

describe('the objectives of an experiment', () => {
  it('say why a combination makes no sense, and nothing starts until it is undone', async () => {
    const { find } = await openWindow('/experiment')
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
    const { find, all } = await openWindow('/experiment')
    find('value-dg-agg_size-1')?.click()
    find('objective-bn')?.click()
    await until(() => find('choice-notice') !== null)
    expect(find('choice-notice')?.textContent).toContain('is the plain VAE')
    await until(() => all('variant').some((variant) => variant.textContent?.includes('KL ≥ 1.96 nats')))
  })

  it('are taken by the group of the paper, which a second click gives back', async () => {
    const { find, all } = await openWindow('/experiment')
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

describe('the cost of an experiment', () => {
  it('is estimated with its basis, and the command that does the same is shown', async () => {
    const { find, asked } = await openWindow('/experiment')
    find('objective-vae')?.click()
    await until(() => find('estimate')?.dataset.seconds === '60')
    expect(find('estimate')?.textContent).toContain('About 1 min, 420 MB of memory, 6.1 MB on disk')
    expect(find('estimate')?.textContent).toMatch(/; finished about \d\d:\d\d, behind 2 runs in the queue/)
    find('objective-dg')?.click()
    await flushPromises()
    ;(find('race') as HTMLInputElement).click()
    const last = () => asked('runs.estimate').at(-1) as { objectives: { id: string }[]; race: boolean }
    await until(() => last().race)
    expect(last().objectives.map(({ id }) => id)).toEqual(['vae', 'dg'])
    find('show-command')?.click()
    await flushPromises()
    expect(find('command')?.textContent).toBe(
      "plenum train --corpus 'WordNet glosses' --preset tiny --race --seed 783435 --objective vae dg:agg_size=32",
    )
  })

  it('has no race where one objective is alone', async () => {
    const { find } = await openWindow('/experiment')
    find('objective-vae')?.click()
    await flushPromises()
    expect((find('race') as HTMLInputElement).disabled).toBe(true)
  })
})
