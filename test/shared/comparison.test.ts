import { describe, expect, test } from 'vitest'
import { compareRuns, meanAndDeviation, sortRows, whyNone, type Comparison } from '../../src/shared/comparison'
import { differenceToPublished, publishedOf, whyNoDifference } from '../../src/shared/published-difference'
import { formatCell, formatDifference, formatPublished } from '../../src/shared/report/cell-text'
import type { MetricId } from '../../src/shared/metrics'
import { finishedRun } from '../lab/report/report-fixture'

const DG = { id: 'dg', parameters: { agg_size: 32 } }
const vae = (number: number, seed: number, kl: number | null) =>
  finishedRun({ number, name: 'VAE', seed, values: { prior_ll: -40 - seed / 10, kl, au: 0 } })
const bestOf = (comparison: Comparison, id: MetricId) => comparison.rows.filter((row) => row.best.has(id)).map(({ name }) => name)

describe('mean and deviation', () => {
  test('of three values, by hand: mean 2, squares 1 + 0 + 1 over n − 1', () => {
    expect(meanAndDeviation([1, 2, 3])).toEqual({ mean: 2, sd: 1 })
  })

  test('one value has no deviation, none has no mean', () => {
    expect(meanAndDeviation([5])).toEqual({ mean: 5, sd: null })
    expect(meanAndDeviation([])).toBeNull()
  })
})

describe('runs that differ in their seeds alone are one row', () => {
  test('with mean, deviation and count; others are rows of their own, in the order given', () => {
    const dg = finishedRun({ number: 3, name: 'DG-VAE |b| = 32', objective: DG, values: { kl: 3, au: 31 }, intervals: { kl: [2.9, 3.2] } })
    const { rows, remarks } = compareRuns([vae(1, 1, 0.1), dg, vae(2, 2, 0.3)])
    expect(rows.map(({ name, runs, context }) => [name, runs.length, context])).toEqual([
      ['VAE', 2, ''],
      ['DG-VAE |b| = 32', 1, ''],
    ])
    expect(rows[0].cells.kl).toMatchObject({ count: 2, interval: null })
    expect(rows[0].cells.kl?.mean).toBeCloseTo(0.2)
    expect(rows[0].cells.kl?.sd).toBeCloseTo(Math.sqrt(0.02))
    expect(rows[1].cells.kl).toEqual({ mean: 3, sd: null, count: 1, interval: [2.9, 3.2] })
    const sphere = finishedRun({ number: 4, name: 'vMF-VAE', objective: DG, values: { kl: 2.17 }, intervals: { kl: [2.17, 2.17 + 1e-14] } })
    expect(compareRuns([sphere]).rows[0].cells.kl?.interval).toBeNull()
    expect(remarks).toEqual([])
  })

  test('another corpus, preset or setting sets them apart, and the rows say what differs', () => {
    const runs = [
      vae(1, 1, 0),
      finishedRun({ number: 2, name: 'VAE', corpus: { id: 'c2', name: 'news' } }),
      finishedRun({ number: 3, name: 'VAE', settings: { epochs: 20 } }),
    ]
    expect(compareRuns(runs).rows.map(({ context }) => context)).toEqual(['reviews, epochs 100', 'news, epochs 100', 'reviews, epochs 20'])
  })

  test('of different presets only what is not their own is named beside them', () => {
    const runs = [vae(1, 1, 0), finishedRun({ number: 2, name: 'VAE', preset: 'tiny', settings: { epochs: 5 } })]
    expect(compareRuns(runs).rows.map(({ context }) => context)).toEqual(['preset short', 'preset tiny, epochs 5'])
  })

  test('two corpora of one name are told apart by their ids', () => {
    const runs = [vae(1, 1, 0), finishedRun({ number: 2, name: 'VAE', corpus: { id: 'c2', name: 'reviews' } })]
    expect(compareRuns(runs).rows.map(({ context }) => context)).toEqual(['corpus c1', 'corpus c2'])
  })

  test('of one seed trained twice the latest counts, and that is said', () => {
    const { rows, remarks } = compareRuns([vae(4, 1, 0.4), vae(2, 1, 0.2)])
    expect(rows[0].cells.kl).toMatchObject({ mean: 0.4, count: 1 })
    expect(remarks).toEqual(['VAE: of 2 runs of seed 1 the latest counts, #4.'])
  })

  test('a metric that does not apply is null, never 0; one missing for a seed and a run without evaluation are said', () => {
    const { rows, remarks } = compareRuns([vae(1, 1, null), vae(2, 2, 0.5), finishedRun({ number: 3, name: 'VAE', seed: 3, values: null })])
    expect(rows[0].cells.cu_03).toBeNull()
    expect(rows[0].cells.kl).toMatchObject({ mean: 0.5, count: 1 })
    expect(remarks).toEqual([
      'VAE: 1 of 3 runs are not evaluated on test.',
      'VAE: KL is defined for 1 of 2 runs, and is the mean of those.',
    ])
  })
})

describe('the best of a column', () => {
  const low = finishedRun({ number: 1, name: 'low', values: { prior_ll: -42, joint_kl: 0.1, kl: 1, au: 32 } })
  const high = finishedRun({
    number: 2,
    name: 'high',
    objective: DG,
    values: { prior_ll: -40, joint_kl: 0.1002, kl: 2, au: 32, mi: 1 },
  })

  test('goes by the metric: higher, lower, none; ties as shown are all best', () => {
    const comparison = compareRuns([low, high])
    expect(bestOf(comparison, 'prior_ll')).toEqual(['high'])
    expect(bestOf(comparison, 'joint_kl')).toEqual(['low', 'high'])
    expect(bestOf(comparison, 'kl')).toEqual([])
    expect(bestOf(comparison, 'au')).toEqual(['low', 'high'])
    expect(bestOf(comparison, 'mi')).toEqual([])
  })

  test('is taken within a corpus', () => {
    const elsewhere = finishedRun({ number: 3, name: 'elsewhere', corpus: { id: 'c2', name: 'news' }, values: { prior_ll: -20 } })
    expect(bestOf(compareRuns([low, high, elsewhere]), 'prior_ll')).toEqual(['high'])
  })
})

describe('each run as a row', () => {
  test('is told apart by its seed, and by its number where that is not enough', () => {
    const runs = [
      vae(1, 1, 0.1),
      vae(2, 2, 0.3),
      vae(3, 2, 0.2),
      finishedRun({ number: 4, name: 'DG', objective: DG, seed: 2, values: {} }),
    ]
    const { rows, remarks } = compareRuns(runs, { by: 'runs' })
    expect(rows.map(({ key, context }) => [key, context])).toEqual([
      ['run-1', 'seed 1'],
      ['run-2', 'seed 2, #2'],
      ['run-3', 'seed 2, #3'],
      ['run-4', 'seed 2'],
    ])
    expect(remarks).toEqual([])
  })
})

describe('rows in the order of a column', () => {
  const rows = [vae(1, 1, 0.3), finishedRun({ number: 2, name: 'none', objective: { id: 'aae' }, values: {} })]
  const all = compareRuns([...rows, finishedRun({ number: 3, name: 'DG', objective: DG, values: { kl: 3 } })]).rows
  const names = (descending: boolean) => sortRows(all, 'kl', descending).map(({ name }) => name)

  test('go up or down, what is not defined at the end either way', () => {
    expect(names(false)).toEqual(['VAE', 'DG', 'none'])
    expect(names(true)).toEqual(['DG', 'VAE', 'none'])
  })
})

describe('why there is no value', () => {
  test('a run was not evaluated, or not so; units do not apply on the sphere', () => {
    const runs = [
      finishedRun({ number: 1, name: 'VAE', values: { kl: null } }),
      finishedRun({ number: 2, name: 'vMF', objective: { id: 'vmf', parameters: { kappa: 13 } }, values: { cu_03: null } }),
      finishedRun({ number: 3, name: 'DG', objective: DG, values: null }),
    ]
    const [plain, sphere, none] = compareRuns(runs).rows
    expect([whyNone(plain, 'kl'), whyNone(plain, 'mi'), whyNone(sphere, 'cu_03'), whyNone(none, 'kl')]).toEqual([
      ...['not defined', 'not measured', 'sphere', 'not evaluated'],
    ])
  })
})

describe('the published rows', () => {
  const values = { prior_ll: -330, au: 30, cu_03: 32 }

  test('are found by method, each once, in the order of the table', () => {
    const comparison = compareRuns([
      finishedRun({ number: 1, name: 'DG', objective: DG, values }),
      finishedRun({ number: 2, name: 'VAE', values }),
      finishedRun({ number: 3, name: 'VAE', settings: { epochs: 5 }, values }),
      finishedRun({ number: 4, name: 'AAE', objective: { id: 'aae' }, values }),
    ])
    expect(comparison.rows.map(({ published }) => published?.values.prior_ll)).toEqual([-355.4, -330.7, -330.7, undefined])
    expect(publishedOf(comparison).map(({ choice, name }) => [choice.id, name])).toEqual([
      ['vae', 'VAE'],
      ['dg', 'DG'],
    ])
  })

  test('differ in units on any corpus of the same latent, in nats only at their own preset and number of sentences', () => {
    const [short, long, tiny] = [
      finishedRun({ number: 1, name: 'DG', objective: DG, values }),
      finishedRun({ number: 1, name: 'DG', objective: DG, values, preset: 'long', sentences: 10_000 }),
      finishedRun({ number: 1, name: 'DG', objective: DG, values, preset: 'tiny' }),
    ].map((run) => compareRuns([run]))
    expect(differenceToPublished(short, short.rows[0], 'au')).toBe(-2)
    expect(differenceToPublished(short, short.rows[0], 'prior_ll')).toBeNull()
    expect(differenceToPublished(long, long.rows[0], 'prior_ll')).toBeCloseTo(25.4)
    expect(differenceToPublished(long, long.rows[0], 'joint_kl')).toBeNull()
    expect(differenceToPublished(tiny, tiny.rows[0], 'au')).toBeNull()
    expect([whyNoDifference(short, short.rows[0], 'prior_ll'), whyNoDifference(tiny, tiny.rows[0], 'au')]).toEqual(['setting', 'latent'])
    expect([whyNoDifference(long, long.rows[0], 'joint_kl'), whyNoDifference(long, long.rows[0], 'kl')]).toEqual([
      'not printed',
      'no value',
    ])
  })
})

describe('a cell as text', () => {
  test.each([
    ['kl', { mean: 3.0344, sd: 0.0651, count: 3, interval: null }, '3.034 ± 0.065'],
    ['prior_ll', { mean: -40.1, sd: null, count: 1, interval: [-40.4, -39.8] as const }, '−40.10 ± 0.30'],
    ['prior_ll', { mean: -40.1, sd: null, count: 1, interval: null }, '−40.10'],
    ['au', { mean: 31, sd: 1, count: 3, interval: null }, '31.0 ± 1.0'],
    ['au', { mean: 32, sd: null, count: 1, interval: [32, 32] as const }, '32 ± 0'],
    ['cu_03', null, '–'],
  ] as const)('%s %j', (id, cell, text) => {
    expect(formatCell(id, cell, { halfWidths: true })).toBe(text)
  })

  test('a published value and a difference to it have the decimals of the paper', () => {
    expect([formatPublished('kl', 0), formatPublished('prior_ll', -327), formatPublished('au', 32)]).toEqual(['0.0', '−327.0', '32'])
    expect(formatPublished('ppl', undefined)).toBe('–')
    expect([25.44, -2, 0.04, null].map((difference) => formatDifference('kl', difference))).toEqual(['+25.4', '−2.0', '±0.0', '–'])
    expect([-2, -0.5, 0].map((difference) => formatDifference('au', difference))).toEqual(['−2', '−0.5', '±0'])
  })

  test("a single run's half-width is left out unless wanted", () => {
    expect(formatCell('prior_ll', { mean: -40.1, sd: null, count: 1, interval: [-40.4, -39.8] })).toBe('−40.10')
  })
})
