// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import { createClient } from '../../src/renderer/api/client'
import { provideLab } from '../../src/renderer/api/lab'
import { useChoices } from '../../src/renderer/stores/choices'
import { useExperiment } from '../../src/renderer/stores/experiment'
import { useObjectives } from '../../src/renderer/stores/objectives'
import { EXPERIMENT_GROUPS } from '../../src/shared/paper/groups'
import { createFakeLab } from './fake-lab'

/** The window is opened anew: its stores read what the last one left. */
async function restart(): Promise<void> {
  await nextTick()
  setActivePinia(createPinia())
  await useObjectives().load()
}
const chosen = () => useChoices().list.map(({ id, parameters, modifiers }) => ({ id, parameters, modifiers }))
/** As another version of Plenum, or a hand, may have left it. */
const leave = (key: string, value: unknown) => localStorage.setItem(`plenum.${key}`, JSON.stringify({ version: 1, value }))

beforeEach(async () => {
  localStorage.clear()
  provideLab(createClient(createFakeLab().bridge))
  await restart()
})
afterEach(() => localStorage.clear())

describe('the experiment being set up', () => {
  it('is there again in the next session: corpus, objectives, modifiers, schedule, settings, seeds and race', async () => {
    const [choices, experiment] = [useChoices(), useExperiment()]
    choices.tick('dg', true)
    choices.setParameter(choices.list[0].key, 'agg_size', 4)
    choices.toggleModifier(choices.list[0].key, 'cyclic')
    choices.tick('vae', true)
    Object.assign(experiment, { corpus: 'c-glosses', seeds: '1 2', race: true })
    experiment.take('short')
    experiment.set('epochs', 7)
    const before = chosen()
    await restart()
    expect(chosen()).toEqual(before)
    expect(before[0]).toMatchObject({ id: 'dg', parameters: { agg_size: 4 }, modifiers: { cyclic: {} } })
    expect(useExperiment()).toMatchObject({ corpus: 'c-glosses', preset: 'short', seedList: [1, 2], race: true, changes: { epochs: 7 } })
    useChoices().add('wae')
    expect(new Set(useChoices().list.map(({ key }) => key)).size).toBe(3)
  })

  it('gives back what a group of the paper replaced, in the next session, too', async () => {
    const [group] = EXPERIMENT_GROUPS
    useChoices().tick('wae', true)
    useChoices().toggleGroup(group)
    await restart()
    expect(useChoices().holds(group.choices)).toBe(true)
    useChoices().toggleGroup(group)
    expect(useChoices().list.map(({ id }) => id)).toEqual(['wae'])
  })

  it('keeps of what another version left only what there still is, within its range', async () => {
    const choice = (id: string, parameters: object, modifiers: object = {}) => ({ key: 1, id, parameters, modifiers })
    leave('experiment.objectives', {
      list: [
        choice('long-gone', {}),
        { ...choice('dg', { agg_size: -3, forgotten: 1 }, { skip: { forgotten: 2 }, vae: {}, unheard: {} }), key: 2 },
        { ...choice('beta', { kl_beta: null }), key: 3 },
        'nonsense',
      ],
      before: 17,
    })
    leave('experiment', {
      corpus: 4,
      preset: 'gone',
      changes: { epochs: 5, batch: -1, forgotten: true, toString: 1 },
      seeds: '3',
      engine: 'onnx',
      race: 'yes',
    })
    await restart()
    expect(chosen()).toEqual([
      { id: 'dg', parameters: { agg_size: 32 }, modifiers: { skip: {} } },
      { id: 'beta', parameters: { kl_beta: useObjectives().find('beta')?.parameters[0].default }, modifiers: {} },
    ])
    expect(useExperiment()).toMatchObject({ corpus: null, preset: 'tiny', changes: { epochs: 5 }, seeds: '3', race: false })
  })

  it('starts afresh but for its corpus, and that is taken back', () => {
    const [choices, experiment] = [useChoices(), useExperiment()]
    choices.tick('vae', true)
    Object.assign(experiment, { corpus: 'c-glosses', seeds: '9' })
    experiment.set('epochs', 3)
    expect(experiment.pristine).toBe(false)
    const takeBack = [experiment.startAfresh(), choices.reset()]
    expect(experiment.pristine).toBe(true)
    expect(choices.list).toEqual([])
    expect(experiment.corpus).toBe('c-glosses')
    experiment.set('epochs', 4)
    for (const step of takeBack) step()
    expect(choices.list.map(({ id }) => id)).toEqual(['vae'])
    expect(experiment).toMatchObject({ seeds: '9', changes: { epochs: 3 } })
  })
})
