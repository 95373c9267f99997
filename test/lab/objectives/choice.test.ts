import { describe, expect, it } from 'vitest'
import { methodKey, type ObjectiveChoice } from '../../../src/shared/objective'
import { PUBLISHED, publishedRow } from '../../../src/shared/paper/published'
import { EXPERIMENT_GROUPS } from '../../../src/shared/paper/groups'
import { PRESETS, type Settings } from '../../../src/shared/settings'
import { checkObjective, objectiveName, reportChoice } from '../../../src/lab/objectives/choice'
import { METHODS } from '../../../src/lab/objectives/registry'

const choice = (id: string, parameters: Record<string, number> = {}, modifiers: ObjectiveChoice['modifiers'] = {}): ObjectiveChoice => ({
  id,
  parameters,
  modifiers,
})
const settings = (changes: Partial<Settings> = {}): Settings => ({ ...PRESETS.short.settings, ...changes })

describe('checkObjective', () => {
  it('turns a modifier or schedule chosen alone into the VAE with it', () => {
    expect(checkObjective(choice('skip'))).toEqual(choice('vae', {}, { skip: {} }))
    expect(checkObjective(choice('cyclic'))).toEqual(choice('vae', {}, { cyclic: { cycle: 20 } }))
    expect(checkObjective(choice('cyclic', { cycle: 5 }, { bow: {} }))).toEqual(choice('vae', {}, { bow: {}, cyclic: { cycle: 5 } }))
  })
  it('refuses unknown modifiers, unknown parameters and values out of range in sentences', () => {
    expect(() => checkObjective(choice('dg', {}, { dropout: {} }))).toThrow(
      'There is no modifier "dropout"; choose among skip, bow, cyclic.',
    )
    expect(() => checkObjective(choice('dg', {}, { skip: { depth: 1 } }))).toThrow(
      'The modifier "skip" has no parameter "depth"; it has none.',
    )
    expect(() => checkObjective(choice('cyclic', { cycle: 0 }))).toThrow(
      'The parameter "cycle" of the schedule "cyclic" must be a whole number from 1 to 1000, not 0.',
    )
    expect(() => checkObjective(choice('vmf', { kappa: 2000 }))).toThrow(/"kappa" of the objective "vmf" must be a number from 0.1 to 1000/)
    expect(() => checkObjective(choice('skip', {}, { skip: {} }))).toThrow('"skip" is given twice.')
  })
  it('refuses combinations that make no sense, with the reason', () => {
    expect(() => checkObjective(choice('beta', { kl_beta: 0 }, { cyclic: {} }))).toThrow(/β = 0 leaves no KL to weigh/)
    expect(() => checkObjective(choice('vmf', {}, { cyclic: {} }))).toThrow(/constant without gradient/)
    expect(() => reportChoice(choice('cyclic'), settings({ warm_up: 0 }))).toThrow(/warm_up is 0/)
    expect(() => reportChoice(choice('cyclic', { cycle: 4 }), settings())).toThrow(/shorter than warm_up/)
    expect(checkObjective(choice('dg-vmf', {}, { cyclic: {}, skip: {} })).modifiers).toEqual({ skip: {}, cyclic: { cycle: 20 } })
  })
})

describe('objectiveName', () => {
  it.each([
    [choice('vae'), 'VAE'],
    [choice('dg', { agg_size: 4 }), 'DG-VAE |b| = 4'],
    [choice('dg', {}, { cyclic: {}, skip: {} }), 'DG-VAE |b| = 32 + skip + cyclic 20'],
    [choice('skip'), 'Skip-VAE'],
    [choice('cyclic', {}, { bow: {} }), 'BoW-VAE + cyclic 20'],
    [choice('dg-vmf'), 'DG-vMF-VAE κ = 13'],
  ])('%#: %s', (given, name) => {
    expect(objectiveName(given)).toBe(name)
  })
})

describe('reportChoice', () => {
  it('tells the floor of the KL', () => {
    expect(reportChoice(choice('bn', { gamma: 1.2 }), settings()).floor).toBeCloseTo((32 * 1.44) / 2)
    expect(reportChoice(choice('delta'), settings()).floor).toBeCloseTo(4.8)
    expect(reportChoice(choice('vmf'), settings()).floor).toBeCloseTo(2.172591, 6)
    expect(reportChoice(choice('dg'), settings()).floor).toBeNull()
  })
  it('notes an aggregation size that does not divide the batch', () => {
    expect(reportChoice(choice('dg', { agg_size: 12 }), settings()).notices).toEqual([
      'The aggregation size 12 does not divide the batch of 32: every full batch is one chunk, as in the reference.',
    ])
    expect(reportChoice(choice('dg', { agg_size: 64 }), settings()).notices[0]).toMatch(/larger than the batch of 32/)
    expect(reportChoice(choice('dg', { agg_size: 8 }), settings()).notices).toEqual([])
  })
})

describe("the paper's groups", () => {
  it('hold choices in their one form, so that published rows are found', () => {
    for (const { choices } of EXPERIMENT_GROUPS) for (const of of choices) expect(checkObjective(of)).toEqual(named(of))
    for (const row of PUBLISHED.rows) expect(checkObjective(row.choice)).toEqual(row.choice)
  })
  it('use every method there is but the two outside the tables', () => {
    const used = new Set(
      EXPERIMENT_GROUPS.flatMap(({ choices }) => choices.flatMap(({ id, modifiers }) => [id, ...Object.keys(modifiers)])),
    )
    expect(METHODS.map(({ id }) => id).filter((id) => !used.has(id))).toEqual(['free-bits-coarse', 'dg-joint'])
  })
  it('find the published row of a method whatever the order of its keys, and none for others', () => {
    expect(publishedRow(checkObjective(choice('cyclic')))?.values.kl).toBe(1.1)
    expect(publishedRow(choice('bn', { gamma: 1.2 }))?.values).toMatchObject({ prior_ll: -330.9, cu_03: 0 })
    expect(publishedRow(choice('bn', { gamma: 1.3 }))).toBeNull()
    expect(methodKey(choice('dg-vmf', { kappa: 13, agg_size: 32 }))).toBe(methodKey(choice('dg-vmf', { agg_size: 32, kappa: 13 })))
  })
})

/** Defaults of parameters that a group leaves out. */
function named(of: ObjectiveChoice): ObjectiveChoice {
  return of.id === 'dg-vmf' ? { ...of, parameters: { agg_size: 32, ...of.parameters } } : of
}
