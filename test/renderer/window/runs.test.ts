// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { useRuns } from '../../../src/renderer/stores/runs'
import { useSeries } from '../../../src/renderer/stores/series'
import { useNotices } from '../../../src/renderer/stores/notices'
import { useRunActs } from '../../../src/renderer/stores/run-acts'
import { useShown } from '../../../src/renderer/stores/shown'
import { makeAlarm } from '../fake-health'
import { until } from '../until'
import { openWindow, setUpWindow } from './open-window'

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

  it('are stopped, continued, copied and tagged as their dialogs ask', async () => {
    const { find, all, asked, fake } = await openWindow('/runs')
    await until(() => all('run-row').length > 0)
    useRunActs().act('proceed', [useRuns().byId.get('r2')!])
    await until(() => find('proceed-epochs') !== null)
    const epochs = find('proceed-epochs') as HTMLInputElement
    epochs.value = '0'
    epochs.dispatchEvent(new Event('input'))
    await flushPromises()
    expect((find('proceed-confirm') as HTMLButtonElement).disabled).toBe(true)
    epochs.value = '7'
    epochs.dispatchEvent(new Event('input'))
    await flushPromises()
    ;(find('proceed-confirm') as HTMLButtonElement).form?.dispatchEvent(new Event('submit'))
    await until(() => asked('runs.continue').length === 1)
    expect(asked('runs.continue')).toEqual([{ id: 'r2', epochs: 7 }])
    await until(() => find('proceed-epochs') === null)

    useRunActs().act('tag', [useRuns().byId.get('r1')!])
    await until(() => find('tag-field') !== null)
    const field = find('tag-field') as HTMLInputElement
    field.value = 'baseline, paper'
    field.dispatchEvent(new Event('input'))
    await flushPromises()
    ;(find('tag-confirm') as HTMLButtonElement).form?.dispatchEvent(new Event('submit'))
    await until(() => fake.runs.get('r1')?.tags.length === 2)
    await until(() => all('run-row').some((row) => row.textContent?.includes('baseline')))
    expect(find('run-tag-filter')).not.toBeNull()
  })

  it('go into the bin with an offer to undo, and come back from there', async () => {
    const { find, all, asked } = await openWindow('/runs')
    await until(() => all('run-row').length === 5)
    const row = all('run-row').find((candidate) => candidate.dataset.run === 'r1')
    row?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }))
    await until(() => all('run-row').length === 4)
    expect(asked('runs.delete')).toEqual([{ id: 'r1' }])
    expect(useNotices().offers[0].message).toContain('is in the bin')
    await useNotices().act(useNotices().offers[0].id)
    await until(() => all('run-row').length === 5)
    expect(asked('runs.restore')).toEqual([{ id: 'r1' }])

    await useRunActs().act('remove', [useRuns().byId.get('r5')!])
    find('open-bin')?.click()
    await until(() => find('bin-row') !== null)
    expect(find('bin-row')?.dataset.run).toBe('r5')
    find('bin-erase')?.click()
    await until(() => find('confirm') !== null)
    find('confirm')?.click()
    await until(() => asked('runs.erase').length === 1)
    expect(asked('runs.erase')).toEqual([{ id: 'r5' }])
    expect(useRuns().byId.has('r5')).toBe(false)
  })

  it('that wait are moved by Alt and arrows, which is said', async () => {
    const { all, asked, fake } = await openWindow('/runs')
    const queued = { ...fake.runs.get('r4')!, position: 2 }
    fake.runs.set('r6', { ...queued, id: 'r6', number: 6, name: 'WAE' })
    fake.emit({ type: 'run', run: { ...queued, position: 1 } })
    fake.emit({ type: 'run', run: fake.runs.get('r6')! })
    const order = () => all('run-row').flatMap((row) => (row.dataset.state === 'queued' ? [row.dataset.run] : []))
    await until(() => order().join() === 'r4,r6')
    all('run-row')
      .find((row) => row.dataset.run === 'r6')
      ?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', altKey: true, bubbles: true }))
    await until(() => order().join() === 'r6,r4')
    expect(asked('runs.order')).toEqual([{ ids: ['r6', 'r4'] }])
    await until(() => document.body.textContent?.includes('WAE is 1 of 2 in the queue.') === true)
    // From the handle too, which leaves the row no other key.
    const grip = all('run-row')
      .find((row) => row.dataset.run === 'r6')
      ?.querySelector('[data-testid="run-grip"]')
    grip?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Delete', bubbles: true }))
    grip?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', altKey: true, bubbles: true }))
    await until(() => order().join() === 'r4,r6')
    expect(asked('runs.delete')).toEqual([])
  })

  it('that waited wait again in their places where their deletion is undone', async () => {
    const { asked, fake } = await openWindow('/runs')
    const queued = { ...fake.runs.get('r4')!, position: 2 }
    fake.runs.set('r6', { ...queued, id: 'r6', number: 6, name: 'WAE' })
    fake.emit({ type: 'run', run: { ...queued, position: 1 } })
    fake.emit({ type: 'run', run: fake.runs.get('r6')! })
    await until(() => useRuns().queued.length === 2)
    const some = ['r1', 'r4', 'r6'].map((id) => useRuns().byId.get(id)!)
    await useRunActs().act('remove', some)
    const offer = useNotices().offers[0]
    expect(offer.message).toMatch(/^.+, .+ and WAE are in the bin\.$/)
    await useNotices().act(offer.id)
    expect(asked('runs.restore')).toEqual([{ id: 'r1' }, { id: 'r4' }, { id: 'r6' }])
    expect(asked('runs.resume')).toEqual([{ id: 'r4' }, { id: 'r6' }])
    expect(asked('runs.order')).toEqual([{ ids: ['r4', 'r6'] }])
  })

  it('are found by search, and a queue that is held says why', async () => {
    const { find, all, fake, asked } = await openWindow('/runs')
    await until(() => all('run-row').length === 5)
    const search = find('run-search') as HTMLInputElement
    search.value = 'yelp'
    search.dispatchEvent(new Event('input'))
    await until(() => all('run-row').length === 1)
    fake.emit({ type: 'queue', queue: { held: 'The disk is full: 12 MB are left.', memory: null, waiting: [] } })
    await until(() => find('queue-held') !== null)
    expect(find('queue-held')?.textContent).toContain('The disk is full')
    find('queue-release')?.click()
    await until(() => find('queue-held') === null)
    expect(asked('queue.release')).toHaveLength(1)
  })

  it('in training tell their speed', async () => {
    const { find, fake } = await openWindow('/runs')
    await until(() => fake.runs.size > 0)
    const run = [...fake.runs.values()][0]
    const progress = { phase: 'training', share: 0.1, seconds_left: 90, throughput: { sentences: 250, tokens: 2400 } } as const
    fake.emit({ type: 'run', run: { ...run, state: 'running', epoch: 0, progress } })
    await until(() => find('run-speed') !== null)
    expect(find('run-speed')?.textContent).toBe('2,400 tokens/s')
    expect(find('run-speed')?.title).toBe('250 sentences/s')
  })

  it('that wait for memory say so and can be started all the same; low memory is only said', async () => {
    const { find, fake, asked } = await openWindow('/runs')
    const queue = { held: null, waiting: [] }
    fake.emit({ type: 'queue', queue: { ...queue, memory: { sentence: 'Only 40 MiB are left.', waits: false } } })
    await until(() => find('queue-memory')?.textContent?.includes('Only 40 MiB are left.') ?? false)
    expect(find('queue-overrule')).toBeNull()
    fake.emit({ type: 'queue', queue: { ...queue, memory: { sentence: 'Run #7 waits for memory.', waits: true } } })
    await until(() => find('queue-overrule') !== null)
    find('queue-overrule')?.click()
    await until(() => find('queue-memory') === null)
    expect(asked('queue.release')).toHaveLength(1)
  })
})

describe('the keyboard in the list of runs', () => {
  it('stands on its run when that begins and moves up, and has the buttons of that row alone in its order', async () => {
    const { all, fake } = await openWindow('/runs')
    const waiting = all('run-row').find((row) => row.dataset.state === 'queued')!
    const id = waiting.dataset.run!
    waiting.focus()
    await flushPromises()
    const place = all('run-row').findIndex((row) => row.dataset.run === id)
    fake.emit({ type: 'run', run: { ...fake.runs.get(id)!, state: 'running', position: null } })
    await until(() => all('run-row').findIndex((row) => row.dataset.run === id) < place)
    expect((document.activeElement as HTMLElement).dataset.run).toBe(id)
    const stops = all('run-name').filter((name) => name.tabIndex === 0)
    expect(stops.map((name) => name.closest<HTMLElement>('[data-run]')?.dataset.run)).toEqual([id])
  })
})

describe('the health of runs', () => {
  it('is told as alarms with cause and remedy, the run on the plane, and a new alarm is said', async () => {
    const { find, all, fake } = await openWindow('/runs')
    useShown().kept.view = 'health'
    await until(() => all('alarm').length === 2)
    expect(all('alarm').map((row) => row.dataset.rule)).toEqual(['hole', 'collapse'])
    expect(all('alarm')[1].textContent).toContain('the decoder ignores z')
    await until(() => Number(find('health-plane')?.dataset.points) > 10)
    const run = fake.runs.get('r3')!
    fake.emit({ type: 'run', run: { ...run, alarms: [...run.alarms, makeAlarm({ rule: 'divergence', epoch: 6, title: 'Divergence' })] } })
    await until(() => all('alarm').length === 3)
    expect(useNotices().urgent.at(-1)?.message).toContain('Divergence: β-VAE β = 0.2, epoch 6.')
  })

  it('has thresholds that are kept within their ranges', async () => {
    const { find, asked } = await openWindow('/runs')
    useShown().kept.view = 'health'
    await until(() => find('edit-rules') !== null)
    find('edit-rules')?.click()
    await until(() => find('rule-hole-joint_kl') !== null)
    const field = find('rule-hole-joint_kl') as HTMLInputElement
    field.value = '-1'
    field.dispatchEvent(new Event('input'))
    await flushPromises()
    expect((find('rules-keep') as HTMLButtonElement).disabled).toBe(true)
    field.value = '2.5'
    field.dispatchEvent(new Event('input'))
    await flushPromises()
    ;(find('rules-keep') as HTMLButtonElement).form?.dispatchEvent(new Event('submit'))
    await until(() => asked('health.set').length === 1)
    expect(asked('health.set')).toMatchObject([{ hole: { joint_kl: 2.5 } }])
  })

  it('is seen by dimension, with the 0.03 line, through the epochs', async () => {
    const { find, asked } = await openWindow('/runs')
    useShown().kept.view = 'dimensions'
    await until(() => find('dimension-grid')?.dataset.count === '8')
    expect(find('dimension-grid')?.querySelectorAll('.kl.hole')).toHaveLength(5)
    const slider = find('dimensions-epoch') as HTMLInputElement
    slider.value = '0'
    slider.dispatchEvent(new Event('input'))
    await until(() => asked('runs.dimensions').length === 2)
    expect(asked('runs.dimensions')).toEqual([{ id: 'r3' }, { id: 'r3', epoch: 1 }])
  })
})
