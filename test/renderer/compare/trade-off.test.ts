import { describe, expect, it } from 'vitest'
import { asksForLog, paretoFront, staircase, tradeOff } from '../../../src/renderer/compare/trade-off'
import { compareRuns } from '../../../src/shared/comparison'
import { finishedRun } from '../../lab/report/report-fixture'

const run = (number: number, mi: number | null, joint_kl: number, corpus = 'c1') =>
  finishedRun({
    number,
    name: `run ${number}`,
    objective: { id: 'beta', parameters: { kl_beta: number } },
    corpus: { id: corpus, name: corpus },
    values: { mi, joint_kl, au: 32 - number, cu_03: 32 },
    intervals: { mi: [(mi ?? 0) - 0.1, (mi ?? 0) + 0.1] },
  })
const plane = (runs: ReturnType<typeof run>[], x: 'mi' | 'au' = 'mi', y: 'joint_kl' | 'kl' | 'cu_03' = 'joint_kl') =>
  tradeOff(compareRuns(runs, { columns: [x, y] }), x, y)

describe('the trade-off', () => {
  it('marks the front of each corpus by the better directions: more MI, less joint KL', () => {
    // By hand: 2 is beaten by 3 in both; 1 has the least joint KL, 4 the most MI.
    const { points, fronts, left } = plane([
      run(1, 1, 0.1),
      run(2, 2, 3),
      run(3, 3, 1),
      run(4, 9, 4),
      run(5, 0.5, 9, 'c2'),
      run(6, null, 1),
    ])
    expect(points.filter(({ front }) => front).map(({ row }) => row.name)).toEqual(['run 1', 'run 3', 'run 4', 'run 5'])
    expect(fronts.map((front) => front.map(({ row }) => row.name))).toEqual([['run 1', 'run 3', 'run 4']])
    expect(left).toBe(1)
  })

  it('has intervals of single runs as bars, and deviations over seeds', () => {
    const seeds = [1, 2].map((seed) => finishedRun({ number: seed, name: 'VAE', seed, values: { mi: seed, joint_kl: 1 } }))
    expect(plane([run(3, 2, 1)]).points[0]).toMatchObject({ xRange: [1.9, 2.1], yRange: null })
    const [{ x, xRange }] = plane(seeds).points
    expect([x, ...(xRange ?? [])].map((value) => Number(value.toFixed(4)))).toEqual([1.5, 0.7929, 2.2071])
  })

  it('places published results that have both metrics, and has no front without directions', () => {
    const dg = finishedRun({
      number: 1,
      name: 'DG',
      objective: { id: 'dg', parameters: { agg_size: 32 } },
      values: { au: 30, cu_03: 31, mi: 7 },
    })
    expect(plane([dg], 'au', 'cu_03').published).toEqual([{ name: 'DG', x: 32, y: 32 }])
    expect(plane([dg]).published).toEqual([])
    expect(paretoFront([{ x: 1, y: 1 }], 'mi', 'kl')).toEqual([])
  })

  it('keeps equal points on the front together', () => {
    const same = [
      { x: 2, y: 1 },
      { x: 2, y: 1 },
      { x: 1, y: 1 },
    ]
    expect(paretoFront(same, 'mi', 'joint_kl')).toEqual(same.slice(0, 2))
  })
})

describe('the plane', () => {
  it('has the edge of what the front dominates: more MI is better, so the point to the right decides between two', () => {
    const front = [
      { x: 1, y: 0.1 },
      { x: 3, y: 1 },
    ]
    expect(staircase(front, 'mi')).toEqual([front[0], { x: 1, y: 1 }, front[1]])
    expect(staircase(front, 'ppl')).toEqual([front[0], { x: 3, y: 0.1 }, front[1]])
  })

  it('asks for a logarithmic axis only above zero and over more than two decades', () => {
    expect([[0.004, 104], [1, 50], [-0.01, 104], [0, 200], [5]].map(asksForLog)).toEqual([true, false, false, false, false])
  })
})
