import { describe, expect, it } from 'vitest'
import { leadersOf, leadsOf, measuredIn, racesOf, standingsOf } from '../../../src/renderer/compare/race'
import type { Series } from '../../../src/shared/run'
import { finishedRun } from '../../lab/report/report-fixture'

const inRace = (number: number, race: string | null) => {
  const run = finishedRun({ number, name: `run ${number}` })
  return { ...run, config: { ...run.config, race } }
}
const valid = (mi: (number | null)[]): Series => ({
  step: mi.map((_, i) => (i + 1) * 100),
  epoch: mi.map((_, i) => i + 1),
  seconds: mi.map((_, i) => i),
  values: { mi, kl: mi },
})

describe('races', () => {
  it('are the runs of one race id, in the order they were started, the newest race first', () => {
    const runs = [inRace(4, 'b'), inRace(2, 'a'), inRace(1, 'a'), inRace(3, null), inRace(5, 'b')]
    expect(racesOf(runs).map(({ id, members }) => [id, members.map(({ number }) => number)])).toEqual([
      ['b', [4, 5]],
      ['a', [1, 2]],
    ])
  })
})

describe('who leads', () => {
  const series: Record<string, Series> = { a: valid([1, 2, 2, 5]), b: valid([2, 2, 3]), c: valid([null, null, 1]) }
  const standings = standingsOf(['a', 'b', 'c'], (id) => series[id], 'mi')

  it('is told after every epoch by the better direction; those who are level lead together', () => {
    expect(standings.map(({ leaders }) => leaders)).toEqual([['b'], ['a', 'b'], ['b'], []])
    expect([...standings[2].values]).toEqual([
      ['a', 2],
      ['b', 3],
      ['c', 1],
    ])
  })

  it('is nobody where one is alone or neither direction is better; values that are shown alike are level', () => {
    expect(leadersOf(new Map([['a', 1]]), 'mi')).toEqual([])
    expect(standingsOf(['a', 'b'], (id) => series[id], 'kl')[0].leaders).toEqual([])
    expect(
      leadersOf(
        new Map([
          ['a', 10.0001],
          ['b', 10.0002],
          ['c', null],
        ]),
        'joint_kl',
      ),
    ).toEqual(['a', 'b'])
  })

  it('makes stretches of epochs', () => {
    expect(
      leadsOf([...standings, { epoch: 5, values: new Map(), leaders: ['a'] }, { epoch: 6, values: new Map(), leaders: ['a'] }]),
    ).toEqual([
      { from: 1, to: 1, leaders: ['b'] },
      { from: 2, to: 2, leaders: ['a', 'b'] },
      { from: 3, to: 3, leaders: ['b'] },
      { from: 5, to: 6, leaders: ['a'] },
    ])
  })

  it('is asked of what was measured, first of what can be led in', () => {
    expect(measuredIn([valid([1])])).toEqual(['mi', 'kl'])
  })
})
