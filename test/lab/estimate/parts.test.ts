import { describe, expect, it } from 'vitest'
import { cellsOf, cellsOfAll, paperBatches } from '../../../src/lab/corpus/batches'
import { endTimes, makespan, raceSeconds, worksOf } from '../../../src/lab/estimate/schedule'
import { splitOfBatches, spreadBatches } from '../../../src/lab/estimate/sample'
import { choiceLikeness, runLikeness } from '../../../src/lab/estimate/likeness'
import { splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { Random } from '../../../src/lab/random'
import { PRESETS, type Settings } from '../../../src/shared/settings'

const single = (seconds: number) => ({ seconds, places: 1 })

describe('the time of a queue', () => {
  it('is that of its runs in turn, each in the first free place', () => {
    expect(makespan([10, 10, 10].map(single), 1)).toBe(30)
    expect(makespan([10, 10, 10].map(single), 2)).toBe(20)
    expect(makespan([30, 10, 10].map(single), 2)).toBe(30)
    expect(makespan([single(5)], 8)).toBe(5)
  })

  it('begins where what trains now has ended, each work in its turn', () => {
    expect(endTimes([single(10), single(10)], 2, [5])).toEqual([10, 15])
    expect(endTimes([single(10), single(10)], 2, [5, 8])).toEqual([15, 18])
    // Three train in two places: the last of them shares one.
    expect(endTimes([single(1)], 2, [4, 6, 2])).toEqual([5])
    expect(endTimes([], 2, [4])).toEqual([])
  })

  it('takes the members of a race as one', () => {
    const runs = [
      { race: null, seconds: 5 },
      { race: 'a', seconds: 10 },
      { race: 'a', seconds: 20 },
    ]
    expect(worksOf(runs, 2)).toEqual([
      { runs: [0], places: 1, seconds: 5 },
      { runs: [1, 2], places: 2, seconds: 20 },
    ])
  })

  it('lets a race take as many places as it wants and there are', () => {
    expect(makespan([single(4), { seconds: 20, places: 3 }, single(6)], 2)).toBe(26)
    expect(raceSeconds([10, 10, 10, 10], 2)).toBe(20)
    expect(raceSeconds([30, 10], 2)).toBe(30)
    expect(raceSeconds([10, 10, 10], 8)).toBe(10)
  })
})

describe('a sample of batches', () => {
  const random = new Random('sample')
  const split = splitOfSentences(Array.from({ length: 500 }, () => Array.from({ length: 1 + random.int(30) }, () => 4 + random.int(20))))
  const batches = paperBatches(split, 8)

  it('stands for all: its mean is theirs, and that of its beginning nearly so', () => {
    const mean = (of: typeof batches) => cellsOfAll(of) / of.length
    const spread = spreadBatches(batches, 12)
    expect(spread).toHaveLength(12)
    expect(new Set(spread).size).toBe(12)
    expect(Math.abs(mean(spread) / mean(batches) - 1)).toBeLessThan(0.1)
    expect(Math.abs(mean(spread.slice(0, 5)) / mean(batches) - 1)).toBeLessThan(0.3)
    expect(spreadBatches(batches, 10_000)).toHaveLength(batches.length)
  })

  it('becomes a split whose batches are the same', () => {
    const chosen = batches.slice(3, 6)
    const part = splitOfBatches(split, chosen)
    const again = paperBatches(part, 8)
    expect(again.map(cellsOf)).toEqual(chosen.map(cellsOf))
    const [first] = chosen[0].sentences
    expect([...part.tokens.subarray(0, part.offsets[1])]).toEqual([
      ...split.tokens.subarray(split.offsets[first], split.offsets[first + 1]),
    ])
  })
})

describe('the likeness of runs', () => {
  const config = (id: string, changes: Partial<Settings> = {}, parameters = {}, modifiers = {}) => ({
    corpus: 'c',
    engine: 'onnx',
    objective: checkObjective({ id, parameters, modifiers }),
    settings: { ...PRESETS.tiny.settings, ...changes },
  })

  it('is not of how long they train, how fast they learn or how strong a regulariser is', () => {
    const one = runLikeness(config('beta', {}, { kl_beta: 0.1 }))
    expect(runLikeness(config('beta', { epochs: 99, learning_rate: 0.1, warm_up: 0 }, { kl_beta: 0.8 }))).toBe(one)
    for (const other of [
      config('vae'),
      config('beta', { hidden: 64 }),
      config('beta', { batching: 'mixed' }),
      config('beta', {}, {}, { skip: {} }),
    ])
      expect(runLikeness(other)).not.toBe(one)
    expect(choiceLikeness(checkObjective({ id: 'dg', parameters: { agg_size: 4 }, modifiers: {} }))).not.toBe(
      choiceLikeness(checkObjective({ id: 'dg', parameters: { agg_size: 32 }, modifiers: {} })),
    )
  })
})
