import { describe, expect, it } from 'vitest'
import { formatBound, formatBytes, formatShare, formatSpan, formatTick } from '../../src/renderer/format'
import { verdictOf } from '../../src/renderer/health'
import { progressOf } from '../../src/renderer/progress'
import { ceilingOf } from '../../src/renderer/results'
import { labelsOf } from '../../src/renderer/run-labels'
import { parseSeeds } from '../../src/renderer/stores/experiment'
import { appendPoints, cutAt } from '../../src/renderer/stores/points'
import { compareRuns } from '../../src/shared/comparison'
import type { Split } from '../../src/shared/corpus'
import { formatInterval } from '../../src/shared/metrics'
import type { MetricValues, Run } from '../../src/shared/run'
import { PRESETS } from '../../src/shared/settings'
import { choose, emptySeries, makeEvaluation, makeRun } from './fake-runs'

function finished(number: number, values: MetricValues, corpus = 'c'): Run {
  const run = makeRun(number, choose('vae'), corpus, corpus, PRESETS.tiny.settings)
  return { ...run, state: 'finished', evaluations: [makeEvaluation(run, values, { created_at: number })] }
}

describe('numbers in words', () => {
  it('writes spans of time', () => {
    expect([0.4, 59, 60, 200, 600, 3599, 7500, 277_200].map(formatSpan)).toEqual([
      '0 s',
      '59 s',
      '1 min',
      '3 min 20 s',
      '10 min',
      '60 min',
      '2 h 5 min',
      '3 d 5 h',
    ])
  })

  it('writes shares, and does not round a small one to none', () => {
    expect([0, 0.00004, 0.0398, 0.2561, NaN].map(formatShare)).toEqual(['0 %', '< 0.01 %', '3.98 %', '25.6 %', '–'])
  })

  it('writes bytes, ticks and bounds', () => {
    expect([0, 512, 1_284_113, 16.4e9].map(formatBytes)).toEqual(['0 B', '512 B', '1.3 MB', '16 GB'])
    expect([0, -0.5, 12_000, 2.5e7, 0.00002].map(formatTick)).toEqual(['0', '−0.5', '12,000', '2.5e7', '2.0e−5'])
    expect([10_000_000, 0.001, -3].map(formatBound)).toEqual(['10,000,000', '0.001', '−3'])
  })
})

describe('health', () => {
  it('rests on the latest evaluation of the test split', () => {
    const run = finished(1, { au: 1 })
    const [first] = run.evaluations
    const both = {
      ...run,
      evaluations: [{ ...first, split: 'valid' as const, created_at: 99 }, first, { ...first, created_at: 5, values: { au: 2 } }],
    }
    expect(verdictOf(both)?.values.au).toBe(2)
  })
})

describe('names of runs shown together', () => {
  const run = (number: number, seed: number, corpus = 'glosses'): Run => {
    const made = makeRun(number, choose('vae'), corpus, corpus, PRESETS.tiny.settings)
    return { ...made, config: { ...made.config, seed } }
  }

  it('say no more than the name where it is the only one', () => {
    expect([...labelsOf([run(1, 1)]).values()]).toEqual(['VAE'])
  })

  it('say what differs: the seed, the corpus, or at last the number', () => {
    expect([...labelsOf([run(1, 1), run(2, 2)]).values()]).toEqual(['VAE · seed 1', 'VAE · seed 2'])
    expect([...labelsOf([run(1, 1), run(2, 1, 'yelp')]).values()]).toEqual(['VAE · glosses', 'VAE · yelp'])
    expect([...labelsOf([run(1, 1), run(2, 1), run(3, 2)]).values()]).toEqual([
      'VAE · seed 1 · #1',
      'VAE · seed 1 · #2',
      'VAE · seed 2 · #3',
    ])
  })
})

describe('the table', () => {
  const ceiling = (runs: readonly Run[], split: Split) => ceilingOf(compareRuns(runs, { split, by: 'runs' }))

  it('knows the ceiling of MI where there is one', () => {
    const one = finished(1, { mi: 1, mi_ceiling: 7.6 })
    expect(ceiling([one, finished(2, { mi: 2, mi_ceiling: 7.6 })], 'test')).toBe(7.6)
    expect(ceiling([one, finished(2, { mi: 1, mi_ceiling: 5 })], 'test')).toBeNull()
    expect(ceiling([one], 'valid')).toBeNull()
  })

  it('writes intervals with the decimals of the metric', () => {
    expect(formatInterval('prior_ll', [-47.914, -46.6])).toBe('−47.91 … −46.60')
    expect(formatInterval('au', [-0.2, 7.6])).toBe('0 … 8')
    // A constant whose bootstrap differs by rounding alone has none; a count that stands firm has one.
    expect(formatInterval('kl', [2.172591324079201, 2.1725913240792107])).toBe('–')
    expect(formatInterval('kl', [0.00041, 0.00042])).toBe('0.000 … 0.000')
    expect(formatInterval('au', [32, 32])).toBe('32 … 32')
  })
})

describe('series', () => {
  const points = (steps: number[], kl?: (number | null)[]) => ({ step: steps, epoch: steps, seconds: steps, values: kl ? { kl } : {} })

  it('keeps every column as long as the steps', () => {
    const series = emptySeries()
    appendPoints(series, points([1, 2]))
    appendPoints(series, points([3], [7]))
    appendPoints(series, points([4]))
    expect(series.values.kl).toEqual([null, null, 7, null])
  })

  it('leaves out points that are known already', () => {
    const series = emptySeries()
    appendPoints(series, points([1, 2], [1, 2]))
    appendPoints(series, points([2, 3], [9, 3]))
    expect(series.step).toEqual([1, 2, 3])
    expect(series.values.kl).toEqual([1, 2, 3])
  })

  it('withdraws points from a step on, as a resumed run asks', () => {
    const series = emptySeries()
    appendPoints(series, points([1, 2, 3], [1, 2, 3]))
    cutAt(series, 2)
    expect(series).toEqual(points([1], [1]))
    cutAt(series, 5)
    expect(series.step).toEqual([1])
  })
})

describe('seeds and progress', () => {
  it('reads seeds between commas and spaces, without doubles', () => {
    expect(parseSeeds(' 1, 2  3,3')).toEqual([1, 2, 3])
  })

  it('refuses what is no seed', () => {
    for (const text of ['', '1, x', '-1', '1.5', '2147483648', Array.from({ length: 51 }, (_, i) => i).join(' ')])
      expect(parseSeeds(text)).toBeNull()
  })

  it('counts the part of the present epoch only while it trains', () => {
    const run = makeRun(1, choose('vae'), 'c', 'c', PRESETS.tiny.settings)
    expect(progressOf({ ...run, epoch: 5, progress: { phase: 'training', share: 0.5, seconds_left: null, throughput: null } })).toBeCloseTo(
      0.55,
    )
    expect(
      progressOf({ ...run, epoch: 5, progress: { phase: 'validating', share: 0.5, seconds_left: null, throughput: null } }),
    ).toBeCloseTo(0.5)
    expect(progressOf({ ...run, epoch: 4, state: 'finished' })).toBe(1)
  })
})
