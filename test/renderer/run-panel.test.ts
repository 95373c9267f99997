// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia, setActivePinia } from 'pinia'
import { TooltipProvider } from 'reka-ui'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h } from 'vue'
import { createClient } from '../../src/renderer/api/client'
import { provideLab } from '../../src/renderer/api/lab'
import RunInterpolation from '../../src/renderer/components/run-panel/run-interpolation.vue'
import RunOverview from '../../src/renderer/components/run-panel/run-overview.vue'
import RunSamples from '../../src/renderer/components/run-panel/run-samples.vue'
import { useConnection } from '../../src/renderer/stores/connection'
import { useRuns } from '../../src/renderer/stores/runs'
import { soon } from '../soon'
import { createFakeLab, type FakeLab } from './fake-lab'

let fake: FakeLab
let mounted: VueWrapper | undefined

beforeEach(async () => {
  fake = createFakeLab()
  provideLab(createClient(fake.bridge))
  setActivePinia(createPinia())
  useConnection().start()
  await soon(() => expect(useConnection().loaded).toBe(true))
})
afterEach(() => {
  mounted?.unmount()
  fake.end()
})

/** Mounts a part of a run's panel; the run is the store's, so that it changes with it. */
function open(part: typeof RunOverview | typeof RunSamples | typeof RunInterpolation, id = 'r2') {
  const Panel = defineComponent({
    render() {
      const run = useRuns().byId.get(id)
      return h(TooltipProvider, () => (run ? [h(part, { run })] : []))
    },
  })
  mounted = mount(Panel, { attachTo: document.body })
  return mounted
}
const byId = (id: string) => mounted?.find(`[data-testid="${id}"]`)
const asked = (method: string) => fake.asked.filter((request) => request.method === method).map((request) => request.params)

describe('an interpolation', () => {
  it('begins with a pair of the test split, at 11 points along a line', async () => {
    open(RunInterpolation)
    await soon(() => expect(mounted?.findAll('[data-testid="interpolation-point"]')).toHaveLength(11))
    expect(asked('runs.interpolate')).toMatchObject([
      { from: 'a small wooden boat with a flat bottom', to: 'any of several large birds of the open sea', points: 11, path: 'line' },
    ])
    expect(mounted?.findAll('[data-testid="interpolation-point"]')[0].text()).toMatch(/0\.0.*boat.*1\.00.*0\.20/)
  })

  it('names the words of a typed sentence that the corpus does not know', async () => {
    open(RunInterpolation)
    await soon(() => expect(byId('interpolation')?.exists()).toBe(true))
    expect(byId('interpolate-unknown')?.exists()).toBe(false)
    await byId('interpolate-first')?.setValue('the zyx of a boat')
    await mounted?.find('form').trigger('submit')
    await soon(() => expect(byId('interpolate-unknown')?.text()).toContain('“zyx”'))
  })

  it('is not asked for while a sentence is missing', async () => {
    open(RunInterpolation)
    await soon(() => expect(byId('interpolation')?.exists()).toBe(true))
    await byId('interpolate-second')?.setValue('  ')
    expect(byId('interpolate')?.attributes('disabled')).toBeDefined()
    await mounted?.find('form').trigger('submit')
    await flushPromises()
    expect(asked('runs.interpolate')).toHaveLength(1)
  })

  it('says whose it is once other sentences are typed', async () => {
    open(RunInterpolation)
    await soon(() => expect(byId('interpolation')?.exists()).toBe(true))
    expect(byId('interpolate-ends')?.exists()).toBe(false)
    await byId('interpolate-second')?.setValue('a bird')
    expect(byId('interpolate-ends')?.text()).toBe(
      'Between “a small wooden boat with a flat bottom” and “any of several large birds of the open sea”:',
    )
    await mounted?.find('form').trigger('submit')
    await soon(() => expect(byId('interpolate-ends')?.exists()).toBe(false))
  })

  it('that failed is asked for again with the same sentences', async () => {
    open(RunInterpolation)
    await soon(() => expect(byId('interpolation')?.exists()).toBe(true))
    fake.refuse('runs.interpolate', 'The process ended.')
    await byId('interpolate-second')?.setValue('a bird')
    await mounted?.find('form').trigger('submit')
    await soon(() => expect(mounted?.find('[role=alert]').text()).toBe('The process ended.'))
    await mounted?.find('form').trigger('submit')
    await soon(() => expect(asked('runs.interpolate')).toHaveLength(3))
    await soon(() => expect(byId('interpolation')?.attributes('aria-busy')).toBe('false'))
  })

  it('waits for a checkpoint', async () => {
    open(RunInterpolation, 'r4')
    await flushPromises()
    expect(mounted?.text()).toContain('no checkpoint yet')
    expect(asked('runs.interpolate')).toEqual([])
  })
})

describe('decoding', () => {
  it('is asked for as it is chosen, and not with values out of range', async () => {
    open(RunSamples)
    await soon(() => expect(asked('runs.sample')).toHaveLength(1))
    expect(asked('runs.sample')).toMatchObject([{ decoding: { method: 'greedy' } }])
    const sampling = mounted?.findAll('[role="radio"]').find((radio) => radio.text() === 'Sampling')
    await sampling?.trigger('click')
    await soon(() => expect(asked('runs.sample').at(-1)).toMatchObject({ decoding: { method: 'sample', temperature: 1 } }))
    const before = asked('runs.sample').length
    await byId('decoding-top_p')?.setValue('7')
    await new Promise((resolve) => setTimeout(resolve, 350))
    expect(asked('runs.sample')).toHaveLength(before)
    await byId('decoding-top_p')?.setValue('0.9')
    await soon(() => expect(asked('runs.sample').at(-1)).toMatchObject({ decoding: { top_p: 0.9 } }))
  })

  it('that failed is tried again by its button, and by itself once the lab is back', async () => {
    fake.refuse('runs.sample', 'The process ended.')
    open(RunSamples)
    await soon(() => expect(mounted?.find('[role=alert]').text()).toContain('The process ended.'))
    fake.refuse('runs.sample', 'The lab is away.')
    await byId('ask-again')?.trigger('click')
    await soon(() => expect(mounted?.find('[role=alert]').text()).toContain('The lab is away.'))
    fake.lose('Its process ended.')
    await flushPromises()
    fake.recover()
    await soon(() => expect(mounted?.findAll('li')).toHaveLength(12))
    expect(mounted?.find('[role=alert]').exists()).toBe(false)
  })
})

describe('the overview', () => {
  it('evaluates on demand, decoded sentences too, and shows what came of it', async () => {
    open(RunOverview)
    expect(byId('text-evaluation')?.exists()).toBe(false)
    await byId('evaluate-text')?.setValue(true)
    await byId('evaluate')?.trigger('click')
    await soon(() => expect(byId('evaluating')?.exists()).toBe(true))
    await soon(() => expect(byId('text-evaluation')?.exists()).toBe(true))
    expect(asked('runs.evaluate')).toEqual([{ id: 'r2', split: 'test', text: true }])
    expect(byId('evaluating')?.exists()).toBe(false)
    expect(byId('text-evaluation')?.text()).toContain('38.20')
    // What is behind a figure: estimator, source of its interval, and of MI its ceiling.
    expect(byId('text-evaluation')?.find('th[title*="Bootstrap over pieces."]').exists()).toBe(true)
    const mi = mounted?.find('[title^="Mutual information"]').attributes('title')
    expect(mi).toMatch(/95 % interval .*Ceiling ln N = 7\.60\. E log q.*Bootstrap over the shares/)
    await mounted
      ?.findAll('[role="radio"]')
      .find((radio) => radio.text() === 'Table')
      ?.trigger('click')
    expect(byId('text-evaluation')?.text()).toContain('0.522')
  })

  it('lets an evaluation be cancelled', async () => {
    open(RunOverview)
    await byId('evaluate')?.trigger('click')
    await soon(() => expect(byId('evaluating')?.exists()).toBe(true))
    await byId('evaluating')?.find('button').trigger('click')
    await soon(() => expect(asked('jobs.cancel')).toHaveLength(1))
    await soon(() => expect(byId('evaluating')?.exists()).toBe(false))
  })

  it("shows a run's notices", async () => {
    const run = fake.runs.get('r2')
    if (run) fake.emit({ type: 'run', run: { ...run, notices: ['The aggregation size 5 does not divide the batch of 32.'] } })
    await soon(() => expect(useRuns().byId.get('r2')?.notices).toHaveLength(1))
    open(RunOverview)
    expect(byId('run-notices')?.text()).toContain('does not divide')
  })
})
