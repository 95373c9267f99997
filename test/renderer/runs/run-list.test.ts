import { describe, expect, it } from 'vitest'
import { canDo, RUN_ACTIONS } from '../../../src/renderer/runs/actions'
import { filterRuns, listItems, moveBefore, moveBy, type RunFilter } from '../../../src/renderer/runs/run-list'
import { parseTags } from '../../../src/renderer/runs/tags'
import { RUN_STATES, type Run } from '../../../src/shared/run'
import { PRESETS } from '../../../src/shared/settings'
import { choose, makeRun } from '../fake-runs'

const run = (number: number, given: Partial<Run> = {}): Run => ({
  ...makeRun(number, choose('vae'), 'c', 'WordNet glosses', PRESETS.tiny.settings),
  ...given,
})
const NO_FILTER: RunFilter = { text: '', stage: null, corpus: null, tag: null }
const numbers = (runs: readonly Run[]) => runs.map((each) => each.number)

describe('a filter of runs', () => {
  const runs = [
    run(1, { name: 'VAE', tags: ['baseline'] }),
    run(2, { name: 'DG-VAE |b| = 32', state: 'finished' }),
    run(3, { name: 'DG-VAE |b| = 4', state: 'failed', corpus_name: 'Short-Yelp' }),
  ]

  it('leaves the runs in which every word occurs, wherever it stands', () => {
    expect(numbers(filterRuns(runs, { ...NO_FILTER, text: 'dg yelp' }))).toEqual([3])
    expect(numbers(filterRuns(runs, { ...NO_FILTER, text: 'BASE' }))).toEqual([1])
    expect(numbers(filterRuns(runs, { ...NO_FILTER, text: 'seed 783435 #2' }))).toEqual([2])
    expect(numbers(filterRuns([run(4, { state: 'running' }), ...runs], { ...NO_FILTER, text: 'training' }))).toEqual([4])
    expect(numbers(filterRuns(runs, NO_FILTER))).toEqual([1, 2, 3])
  })

  it('leaves those of a state, a corpus or a tag', () => {
    expect(numbers(filterRuns(runs, { ...NO_FILTER, stage: 'live' }))).toEqual([1])
    expect(numbers(filterRuns(runs, { ...NO_FILTER, stage: 'failed' }))).toEqual([3])
    expect(numbers(filterRuns(runs, { ...NO_FILTER, tag: 'baseline' }))).toEqual([1])
    expect(numbers(filterRuns(runs, { ...NO_FILTER, corpus: 'd' }))).toEqual([])
  })
})

describe('the list', () => {
  it('has the runs in training, then those waiting in their order, then the others, newest first', () => {
    const items = listItems([
      run(1, { state: 'finished' }),
      run(2, { state: 'queued', position: 2 }),
      run(3, { state: 'running' }),
      run(4, { state: 'queued', position: 1 }),
      run(5, { state: 'interrupted' }),
    ])
    expect(items.map((item) => (item.kind === 'head' ? `${item.part} ${item.count}` : item.run.number))).toEqual([
      'training 1',
      3,
      'waiting 2',
      4,
      2,
      'ended 2',
      5,
      1,
    ])
  })

  it('is reordered by dropping before a run or at the end, several at once in their own order', () => {
    expect(moveBefore(['a', 'b', 'c', 'd'], ['d'], 'b')).toEqual(['a', 'd', 'b', 'c'])
    expect(moveBefore(['a', 'b', 'c', 'd'], ['c', 'a'], null)).toEqual(['b', 'd', 'a', 'c'])
    expect(moveBefore(['a', 'b'], ['a'], 'gone')).toEqual(['a', 'b'])
  })

  it('is reordered by steps, as far as there are places', () => {
    expect(moveBy(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c'])
    expect(moveBy(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c'])
    expect(moveBy(['a', 'b', 'c'], 'gone', 1)).toEqual(['a', 'b', 'c'])
  })
})

describe('what can be done to a run', () => {
  it('follows from its state', () => {
    const offered = Object.fromEntries(
      RUN_STATES.map((state) => [state, RUN_ACTIONS.filter((action) => canDo(run(1, { state, epoch: 3 }), action)).join(' ')]),
    )
    expect(offered).toEqual({
      queued: 'pause stop duplicate tag remove',
      running: 'pause stop duplicate tag',
      paused: 'resume stop duplicate tag',
      interrupted: 'resume duplicate tag remove',
      finished: 'proceed duplicate tag remove',
      stopped: 'resume proceed duplicate tag remove',
      failed: 'resume duplicate tag remove',
      diverged: 'duplicate tag remove',
    })
  })

  it('is to begin anew where no checkpoint was written, not to train longer than that', () => {
    const offered = RUN_ACTIONS.filter((action) => canDo(run(1, { state: 'stopped', epoch: 0 }), action))
    expect(offered.join(' ')).toBe('resume duplicate tag remove')
  })
})

describe('tags', () => {
  it('stand between commas, blanks and repetitions dropped', () => {
    expect(parseTags(' a, b b ,a,, ')).toEqual(['a', 'b b'])
    expect(parseTags(' ')).toEqual([])
  })
})
