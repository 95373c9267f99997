// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import { useCommands } from '../../../src/renderer/stores/commands'
import { useNotices } from '../../../src/renderer/stores/notices'
import { useRuns } from '../../../src/renderer/stores/runs'
import { useUi } from '../../../src/renderer/stores/ui'
import type { RunState } from '../../../src/shared/run'
import { makeAlarm } from '../fake-health'
import { until } from '../until'
import { openWindow, setUpWindow } from './open-window'

vi.mock('echarts/core', () => import('../fake-canvas'))
vi.mock('../../../src/renderer/charts/surface', () => import('../fake-canvas'))
setUpWindow()

/** Strokes on what has the focus, quickly one after the other. */
async function press(...keys: (string | KeyboardEventInit)[]) {
  for (const key of keys) {
    const init = typeof key === 'string' ? { key } : key
    ;(document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }))
  }
  await flushPromises()
}
const palette = () => document.querySelector<HTMLInputElement>('[data-testid=palette-query]')
const entries = () => [...document.querySelectorAll<HTMLElement>('[role=option]')].map((entry) => entry.dataset.command)

async function ask(words: string) {
  await press({ key: 'k', ctrlKey: true })
  await until(() => palette() !== null)
  palette()!.value = words
  palette()!.dispatchEvent(new Event('input', { bubbles: true }))
  await flushPromises()
}

describe('keys', () => {
  it('lead to a place by two strokes, not while someone writes, and not where they are turned off', async () => {
    const { router } = await openWindow('/corpora')
    await press('g', 'r')
    await until(() => router.currentRoute.value.name === 'runs')
    const field = document.createElement('input')
    document.body.append(field)
    field.focus()
    await press('g', 't')
    expect(router.currentRoute.value.name).toBe('runs')
    field.blur()
    useUi().kept.plainKeys = false
    await press('g', 't')
    expect(router.currentRoute.value.name).toBe('runs')
  })

  it('are listed on a sheet', async () => {
    const { find } = await openWindow('/corpora')
    await press({ key: '?', shiftKey: true })
    await until(() => find('shortcut-sheet') !== null)
    for (const title of ['Compare', 'Commands', 'Keyboard shortcuts']) expect(find('shortcut-sheet')?.textContent).toContain(title)
  })
})

describe('the palette', () => {
  it('finds a run by its name and number, and opens it', async () => {
    const { router, fake } = await openWindow('/corpora')
    const run = [...fake.runs.values()].find(({ number }) => number === 3)!
    await ask(`open ${run.name} #3`)
    expect(entries()[0]).toBe(`run.open:${run.id}`)
    palette()!.focus()
    await press('Enter')
    await until(() => router.currentRoute.value.query.run === run.id)
    expect(palette()).toBeNull()
  })

  it('finds a corpus and sets up an experiment with it', async () => {
    const { router, fake } = await openWindow('/runs')
    const [corpus] = fake.corpora.values()
    await ask(`new experiment ${corpus.name}`)
    expect(entries()).toContain(`corpus.train:${corpus.id}`)
    useCommands().run(`corpus.train:${corpus.id}`)
    await until(() => router.currentRoute.value.name === 'experiment')
  })

  it('changes theme and contrast', async () => {
    await openWindow('/runs')
    await ask('high contrast')
    palette()!.focus()
    await press('Enter')
    await until(() => document.documentElement.dataset.contrast === 'more')
    await ask('dark theme')
    palette()!.focus()
    await press('Enter')
    await until(() => document.documentElement.dataset.theme === 'dark')
  })
})

describe('the surroundings', () => {
  it('are told how far the queue is and how a run ended, and lead back to it', async () => {
    const { fake, router } = await openWindow('/corpora')
    const progress = fake.told.filter(({ kind }) => kind === 'progress').at(-1)
    expect(progress).toMatchObject({ training: [...fake.runs.values()].filter(({ state }) => state === 'running').length })
    const run = [...fake.runs.values()].find(({ state }) => state === 'running')!
    fake.emit({ type: 'run', run: { ...run, state: 'finished', started_at: 0, ended_at: 90_000, progress: null } })
    await until(() => fake.told.some(({ kind }) => kind === 'notify'))
    expect(fake.told.find(({ kind }) => kind === 'notify')).toMatchObject({
      title: `${run.name}: finished`,
      address: `/runs?run=${run.id}`,
    })
    fake.host({ kind: 'address', address: `/runs?run=${run.id}` })
    await until(() => router.currentRoute.value.query.run === run.id)
  })

  it('say in the top line how long what trains will yet take, the longest of it, unless more waits behind', async () => {
    const { fake, find } = await openWindow('/corpora')
    const base = [...fake.runs.values()].find(({ state, progress }) => state === 'running' && progress)!
    const known = new Set(fake.runs.keys())
    for (const id of known) fake.emit({ type: 'run.removed', id })
    const trains = (number: number, seconds_left: number) =>
      fake.emit({ type: 'run', run: { ...base, id: `r${number}`, number, progress: { ...base.progress!, seconds_left } } })
    trains(90, 65)
    trains(91, 3725)
    trains(92, 30)
    await until(() => find('queue-progress')?.textContent.includes('1 h 2 min left') ?? false)
    fake.emit({ type: 'run', run: { ...base, id: 'r93', number: 93, state: 'queued', progress: null } })
    await until(() => find('queue-progress')?.textContent.includes('1 waiting') ?? false)
    expect(find('queue-progress')?.textContent).not.toContain('left')
  })

  it('are told of every end but one that the user asked for, unless notifications are turned off', async () => {
    const { fake } = await openWindow('/corpora')
    const base = [...fake.runs.values()].find(({ state }) => state === 'running')!
    /** A run comes to its end. */
    const ends = async (number: number, state: RunState) => {
      const run = { ...base, id: `r${number}`, number, name: `No. ${number}`, message: null }
      fake.emit({ type: 'run', run })
      await until(() => useRuns().byId.get(run.id)?.state === 'running')
      fake.emit({ type: 'run', run: { ...run, state } })
      await until(() => useRuns().byId.get(run.id)?.state === state)
    }
    await ends(90, 'stopped')
    useUi().kept.notify = false
    await ends(91, 'finished')
    useUi().kept.notify = true
    const told = () => fake.told.flatMap((message) => (message.kind === 'notify' ? [message.title] : []))
    for (const [i, state] of (['finished', 'failed', 'diverged'] as const).entries()) {
      await ends(92 + i, state)
      await until(() => told().length === i + 1)
    }
    expect(told()).toEqual(['No. 92: finished', 'No. 93: failed', 'No. 94: diverged'])
  })

  it('are told of an alarm, which is said in the window at once with the way to the run', async () => {
    const { fake, find, router } = await openWindow('/corpora')
    const run = [...fake.runs.values()].find(({ state }) => state === 'running')!
    const alarm = { rule: 'collapse', epoch: 2, step: 200, seconds: 9, cleared_epoch: null, paused: false } as const
    const words = { title: 'Posterior collapse', cause: 'AU is 0.', remedy: 'Try the density gap.' }
    fake.emit({ type: 'run', run: { ...run, alarms: [...run.alarms, { ...alarm, ...words }] } })
    await until(() => find('notice-alarm') !== null)
    expect(find('notice-alarm')?.closest('[aria-live]')?.getAttribute('aria-live')).toBe('assertive')
    expect(fake.told.find(({ kind }) => kind === 'notify')).toMatchObject({
      title: `${run.name}: Posterior collapse`,
      body: 'Try the density gap.',
    })
    find('notice-action')?.click()
    await until(() => router.currentRoute.value.query.run === run.id)
    expect(find('notice-alarm')).toBeNull()
  })

  it('have an alarm taken back that no longer holds, or whose run is gone', async () => {
    const { fake, all } = await openWindow('/corpora')
    const run = [...fake.runs.values()].find(({ state }) => state === 'running')!
    const raised = (cleared: number | null) => {
      const alarms = [
        makeAlarm({ rule: 'collapse', epoch: 2, cleared_epoch: cleared }),
        makeAlarm({ rule: 'hole', epoch: 3, cleared_epoch: null }),
      ]
      fake.emit({ type: 'run', run: { ...run, alarms: [...run.alarms, ...alarms] } })
    }
    raised(null)
    await until(() => all('notice-alarm').length === 2)
    raised(4)
    await until(() => all('notice-alarm').length === 1)
    // Of runs with one name, the notice says which.
    const twin = { ...run, id: 'twin', number: 91, alarms: [] }
    fake.emit({ type: 'run', run: twin })
    await until(() => useRuns().byId.has('twin'))
    fake.emit({ type: 'run', run: { ...twin, alarms: [makeAlarm({ rule: 'collapse', epoch: 2 })] } })
    await until(() => all('notice-alarm').length === 2)
    expect(all('notice-alarm')[1].textContent).toContain(`${run.name} · #91, epoch 2`)
    for (const id of [run.id, 'twin']) fake.emit({ type: 'run.removed', id })
    await until(() => all('notice-alarm').length === 0)
  })

  it('have a place for the keyboard when a notice has gone that had it: where it was on the page', async () => {
    const { find } = await openWindow('/corpora')
    find('nav-runs')?.focus()
    useNotices().tell('Something was done.')
    await until(() => find('notice-done') !== null)
    find('notice-done')?.querySelector('button')?.focus()
    find('notice-done')?.querySelector('button')?.click()
    await until(() => find('notice-done') === null)
    await until(() => document.activeElement === find('nav-runs'))
  })

  it('open a place, a sheet and files', async () => {
    const { fake, router, find, asked } = await openWindow('/runs')
    fake.host({ kind: 'command', id: 'help.about' })
    await until(() => find('about') !== null)
    fake.host({ kind: 'command', id: 'go.compare' })
    await until(() => router.currentRoute.value.name === 'compare')
    expect(find('about')).toBeNull()
    fake.host({ kind: 'files', paths: ['/home/ada/yelp.txt'] })
    await until(() => asked('corpora.preview').length > 0)
    expect(asked('corpora.preview')[0]).toMatchObject({ paths: ['/home/ada/yelp.txt'] })
    expect(router.currentRoute.value.name).toBe('corpora')
  })
})

describe('interrupted runs', () => {
  it('are named with the offer to resume them, or left as they are', async () => {
    const { fake, find, asked } = await openWindow('/corpora')
    const [base] = fake.runs.values()
    for (const [id, number] of [
      ['i1', 91],
      ['i2', 92],
    ] as const) {
      const run = { ...base, id, number, name: `VAE ${number}`, state: 'interrupted' } as const
      fake.runs.set(id, run)
      fake.emit({ type: 'run', run })
    }
    await until(() => find('interrupted') !== null)
    expect(find('interrupted')?.textContent).toContain('VAE 92 and VAE 91 were interrupted. Each goes on from its last finished epoch.')
    find('resume-interrupted')?.click()
    await until(() => asked('runs.resume').length === 2)
    expect(asked('runs.resume')).toEqual([{ id: 'i1' }, { id: 'i2' }])
    await until(() => find('interrupted') === null)
    fake.emit({ type: 'run', run: { ...base, id: 'i3', number: 93, state: 'interrupted' } })
    await until(() => find('interrupted') !== null)
    expect(find('interrupted')?.textContent).toMatch(/ · #93 was interrupted\. It goes on from its last finished epoch\./)
    fake.emit({ type: 'run', run: { ...base, id: 'i3', number: 93, state: 'interrupted', epoch: 0 } })
    await until(() => find('interrupted')?.textContent?.includes('It starts anew, as its first epoch had not ended.') ?? false)
    find('interrupted')?.querySelectorAll('button')[1]?.click()
    await until(() => find('interrupted') === null)
    expect(asked('runs.resume')).toHaveLength(2)
  })
})

describe('the self-test', () => {
  it('shows the verdict of each file, and how many disagree', async () => {
    const { fake, find } = await openWindow('/corpora')
    fake.host({ kind: 'command', id: 'help.about' })
    await until(() => find('self-test') !== null)
    find('self-test')?.click()
    await until(() => (find('parity-summary')?.textContent ?? '') !== '')
    expect(find('parity-summary')?.textContent).toContain('1 of 2 files disagree on ONNX Runtime')
    expect([...(find('parity')?.querySelectorAll('tbody tr') ?? [])].map((row) => (row as HTMLElement).dataset.verdict)).toEqual([
      'passed',
      'failed',
    ])
  })
})
