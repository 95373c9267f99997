import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../../src/renderer/api/client'
import { provideLab } from '../../src/renderer/api/lab'
import { groupObjectives } from '../../src/renderer/objective-groups'
import { useChoices } from '../../src/renderer/stores/choices'
import { useExperiment } from '../../src/renderer/stores/experiment'
import { useObjectives } from '../../src/renderer/stores/objectives'
import { usePlan } from '../../src/renderer/stores/plan'
import { useReports } from '../../src/renderer/stores/reports'
import { EXPERIMENT_GROUPS } from '../../src/shared/paper/groups'
import { soon } from '../soon'
import { createFakeLab } from './fake-lab'

beforeEach(async () => {
  provideLab(createClient(createFakeLab().bridge))
  setActivePinia(createPinia())
  await useObjectives().load()
})

afterEach(() => useReports().$dispose())

const names = () => useChoices().ordered.map((choice) => useReports().nameOf(choice))
/** Waits until the lab has spoken of every listed choice. */
const reported = () =>
  soon(() => {
    expect(useReports().byKey.size).toBe(useChoices().list.length)
  })

describe('the choices of an experiment', () => {
  it('hold several variants of one objective, switched by the values of the paper', async () => {
    const choices = useChoices()
    for (const size of [1, 32, 4]) choices.toggleValue('dg', 'agg_size', size)
    await reported()
    expect(names()).toEqual(['DG-VAE |b| = 1', 'DG-VAE |b| = 32', 'DG-VAE |b| = 4'])
    choices.toggleValue('dg', 'agg_size', 32)
    expect(names()).toEqual(['DG-VAE |b| = 1', 'DG-VAE |b| = 4'])
  })

  it('a new value takes over what the last variant has else', () => {
    const choices = useChoices()
    choices.tick('dg-vmf', true)
    const [first] = choices.list
    choices.setParameter(first.key, 'agg_size', 4)
    choices.toggleModifier(first.key, 'skip')
    choices.toggleValue('dg-vmf', 'kappa', 50)
    expect(choices.list[1]).toMatchObject({ parameters: { kappa: 50, agg_size: 4 }, modifiers: { skip: {} } })
    choices.toggleModifier(choices.list[1].key, 'skip')
    expect(choices.list[0].modifiers).toEqual({ skip: {} })
  })

  it('of two parameters lose one variant at a press, not all that share the value', () => {
    const choices = useChoices()
    choices.toggleValue('dg-vmf', 'kappa', 13)
    choices.toggleValue('dg-vmf', 'kappa', 50)
    choices.toggleValue('dg-vmf', 'agg_size', 4)
    expect(choices.list.map(({ parameters }) => [parameters.kappa, parameters.agg_size])).toEqual([
      [13, 32],
      [50, 32],
      [50, 4],
    ])
    choices.toggleValue('dg-vmf', 'kappa', 50)
    expect(choices.list.map(({ parameters }) => [parameters.kappa, parameters.agg_size])).toEqual([
      [13, 32],
      [50, 32],
    ])
    expect(choices.withValue('dg-vmf', 'kappa', 50)).toHaveLength(1)
  })

  it('come back as they were when a card is ticked again', () => {
    const choices = useChoices()
    for (const beta of [0.1, 0.2]) choices.toggleValue('beta', 'kl_beta', beta)
    choices.tick('beta', false)
    expect(choices.list).toEqual([])
    choices.tick('beta', true)
    expect(choices.list.map((choice) => choice.parameters.kl_beta)).toEqual([0.1, 0.2])
  })

  it('take a group of the paper, the VAE with a modifier on the card of that modifier', () => {
    const choices = useChoices()
    choices.tick('wae', true)
    for (const group of EXPERIMENT_GROUPS) {
      choices.replace(group.choices)
      expect(choices.holds(group.choices), group.id).toBe(true)
      expect(choices.list).toHaveLength(group.choices.length)
      expect(choices.fit, group.id).toBe(true)
    }
    const structure = EXPERIMENT_GROUPS.filter(({ id }) => id === 'structure')[0]
    choices.replace(structure.choices)
    expect(choices.of('cyclic')).toMatchObject([{ parameters: { cycle: 20 }, modifiers: {} }])
    choices.remove(choices.list[0].key)
    expect(choices.holds(structure.choices)).toBe(false)
  })
})

describe('what the lab says of them', () => {
  it('is a name and the floor of the KL under the present settings', async () => {
    const experiment = useExperiment()
    useReports()
    useChoices().tick('bn', true)
    await reported()
    const floor = () => useReports().byKey.get(useChoices().list[0].key)?.report?.floor
    // D γ² / 2 at latent 8 and γ 0.7.
    expect(floor()).toBeCloseTo((8 * 0.49) / 2)
    experiment.set('latent', 32)
    await soon(() => expect(floor()).toBeCloseTo((32 * 0.49) / 2))
  })

  it('is a reason where a combination makes no sense, and the experiment does not start', async () => {
    const [choices, plan, reports] = [useChoices(), usePlan(), useReports()]
    useExperiment().corpus = 'c-glosses'
    choices.tick('vmf', true)
    await reported()
    expect(plan.request).not.toBeNull()
    choices.toggleModifier(choices.list[0].key, 'cyclic')
    await soon(() => expect(reports.refused?.reason).toMatch(/constant without gradient/))
    expect(plan.request).toBeNull()
    choices.toggleModifier(choices.list[0].key, 'cyclic')
    await soon(() => expect(plan.request).not.toBeNull())
  })

  it('is asked of nothing that is out of its range', async () => {
    const [choices, plan, reports] = [useChoices(), usePlan(), useReports()]
    useExperiment().corpus = 'c-glosses'
    choices.tick('dg', true)
    await reported()
    choices.setParameter(choices.list[0].key, 'agg_size', NaN)
    expect(plan.request).toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(reports.refused).toBeNull()
  })

  it('the same method twice is trained once', () => {
    const [choices, plan, reports] = [useChoices(), usePlan(), useReports()]
    useExperiment().corpus = 'c-glosses'
    choices.tick('vae', true)
    choices.toggleModifier(choices.list[0].key, 'skip')
    choices.tick('skip', true)
    expect([...reports.doubles]).toEqual([choices.list[1].key])
    expect(plan.request?.objectives).toEqual([{ id: 'vae', parameters: {}, modifiers: { skip: {} } }])
    expect(plan.runs).toBe(1)
  })
})

describe('the groups of objectives', () => {
  it('hold every method of the lab once', () => {
    const { list } = useObjectives()
    const shown = groupObjectives(list).flatMap((group) => group.objectives.map(({ id }) => id))
    expect(shown.toSorted()).toEqual(list.map(({ id }) => id).toSorted())
  })

  it('put an objective they do not know last', () => {
    const [vae] = useObjectives().list
    expect(groupObjectives([vae, { ...vae, id: 'new' }]).map((group) => group.objectives.map(({ id }) => id))).toEqual([['vae'], ['new']])
  })
})
