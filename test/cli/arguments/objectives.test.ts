import { describe, expect, test } from 'vitest'
import { chooseObjectives, parseObjective } from '../../../src/cli/arguments/objectives'
import { UsageError } from '../../../src/cli/arguments/usage'
import { objectiveName } from '../../../src/lab/objectives/choice'
import { EXPERIMENT_GROUPS } from '../../../src/shared/paper/groups'
import { PRESETS, type Settings } from '../../../src/shared/settings'

const choose = (
  given: { objective?: string[]; group?: string[] },
  flags: Record<string, number | boolean> = {},
  settings: Partial<Settings> = {},
) => chooseObjectives({ objective: [], group: [], ...given }, flags, { ...PRESETS.short.settings, ...settings })
const names = (...given: Parameters<typeof choose>) => choose(...given).choices.map(objectiveName)
const refusal = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  return 'no refusal'
}

describe('an objective as text', () => {
  test('names parameters and what joins it', () => {
    expect(parseObjective('dg:agg_size=4+skip+cyclic:cycle=20')).toEqual({
      id: 'dg',
      parameters: { agg_size: 4 },
      modifiers: { skip: {}, cyclic: { cycle: 20 } },
    })
  })

  test('a modifier first stands for the VAE with it; hyphens are underscores; exponents are numbers', () => {
    expect(parseObjective('skip+bow')).toEqual({ id: 'vae', parameters: {}, modifiers: { skip: {}, bow: {} } })
    expect(parseObjective('dg:agg-size=1e+1+skip')).toMatchObject({ parameters: { agg_size: 10 }, modifiers: { skip: {} } })
  })

  test.each([
    ['vae+dg', '"dg" joins no objective; what joins one is skip, bow or cyclic'],
    ['dg+skip+skip', '"skip" is given twice'],
    ['skip+skip', '"skip" is given twice'],
    ['dg+cyclic:cycle=0', '"cycle" of the schedule "cyclic" must be a whole number from 1 to'],
    ['dg+skip:depth=2', 'The modifier "skip" has no parameter "depth"; it has none'],
    ['dg+', 'no objective "dg+"'],
    ['+skip', 'no objective ""'],
    ['vmf+cyclic', 'a constant without gradient'],
  ])('%s is refused: %s', (text, sentence) => {
    expect(refusal(() => parseObjective(text))).toContain(sentence)
    expect(refusal(() => parseObjective(text))).toContain(`--objective ${text}: `)
  })
})

describe('a parameter flag', () => {
  test('reaches every objective given that has it, and none that has its own', () => {
    expect(names({ objective: ['dg', 'dg-joint', 'vae', 'dg:agg_size=2'] }, { agg_size: 8 })).toEqual([
      'DG-VAE |b| = 8',
      'DG-VAE joint |b| = 8',
      'VAE',
      'DG-VAE |b| = 2',
    ])
  })

  test('of no use is refused with the objectives that have it', () => {
    expect(refusal(() => choose({ objective: ['vae', 'bn'] }, { agg_size: 8 }))).toBe(
      '--agg_size is a parameter of dg, dg-joint and dg-vmf; none of the objectives given has it.',
    )
    expect(refusal(() => choose({ objective: ['dg:agg_size=4'] }, { agg_size: 8 }))).toContain('--agg_size would change nothing')
    expect(refusal(() => choose({ group: ['gamma'] }, { gamma: 2 }))).toContain('--group gamma says its own gamma')
    expect(refusal(() => choose({ objective: ['cyclic:cycle=5'] }, { cycle: 10 }))).toContain('--cycle would change nothing')
  })
})

describe('what joins', () => {
  test('joins every objective, and is the same as given with it', () => {
    expect(names({ objective: ['vae', 'dg'] }, { add_skip: true, cycle: 15 })).toEqual([
      'Skip-VAE + cyclic 15',
      'DG-VAE |b| = 32 + skip + cyclic 15',
    ])
    expect(names({ objective: ['cyclic'] }, { cycle: 15, add_bow: true })).toEqual(names({ objective: ['bow+cyclic:cycle=15'] }))
  })

  test('is refused with the reason where it makes no sense with the objective or with the settings', () => {
    expect(refusal(() => choose({ objective: ['beta'] }, { kl_beta: 0, cycle: 20 }))).toContain('β = 0 leaves no KL to weigh')
    expect(refusal(() => choose({ objective: ['dg'] }, { cycle: 5 }, { warm_up: 10 }))).toContain('The cycle is shorter than warm_up')
    expect(refusal(() => choose({ objective: ['dg'] }, { cycle: 5 }, { warm_up: 0 }))).toContain('warm_up is 0')
    expect(names({ objective: ['dg'] }, { cycle: 5 }, { warm_up: 5 })).toEqual(['DG-VAE |b| = 32 + cyclic 5'])
  })

  test('is left out of those of a group with which it makes no sense, and that is said', () => {
    const { choices, remarks } = choose({ group: ['beta'] }, { cycle: 20, add_skip: true })
    expect(choices.map(objectiveName)).toEqual([
      'β-VAE β = 0 + skip',
      ...[0.1, 0.2, 0.4, 0.8, 1].map((beta) => `β-VAE β = ${beta} + skip + cyclic 20`),
    ])
    expect(remarks).toEqual([expect.stringMatching(/^β-VAE β = 0 \+ skip trains without cyclic: Cyclic annealing changes/)])
  })
})

describe('a group', () => {
  test.each(EXPERIMENT_GROUPS.map(({ id, choices }) => [id, choices.length] as const))('%s gives %i different runs', (id, count) => {
    expect(new Set(names({ group: [id] })).size).toBe(count)
  })

  test('stands beside objectives and other groups, each method once', () => {
    expect(names({ objective: ['vae', 'dg:agg_size=7'], group: ['structure', 'aggregation'] })).toEqual([
      'VAE',
      'DG-VAE |b| = 7',
      'Cyclic VAE, cycle 20',
      'BoW-VAE',
      'Skip-VAE',
      'δ-VAE δ = 0.15',
      'DG-VAE |b| = 32',
      'DG-VAE |b| = 1',
      'DG-VAE |b| = 2',
      'DG-VAE |b| = 4',
      'DG-VAE |b| = 8',
      'DG-VAE |b| = 16',
    ])
  })

  test('that is unknown is refused with those there are', () => {
    expect(refusal(() => choose({ group: ['all'] }))).toBe(
      '--group must be overview, structure, restriction, beta, gamma, target, aggregation or kappa, not "all".',
    )
  })

  test('an objective given twice is trained once, which is said', () => {
    expect(choose({ objective: ['dg', 'dg:agg_size=32'] })).toMatchObject({
      choices: [{ id: 'dg' }],
      remarks: ['--objective dg:agg_size=32 is what was chosen before, and is trained once.'],
    })
  })
})
