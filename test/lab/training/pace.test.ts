import { describe, expect, it } from 'vitest'
import { Pace } from '../../../src/lab/training/pace'

const WORK = { validation: 100, afterwards: 200 }

const paceOf = (work = WORK) => {
  const pace = new Pace(work)
  pace.begin(1000)
  return pace
}

describe('the pace of a run', () => {
  it('is told from the first batch on', () => {
    const pace = paceOf()
    expect(pace.throughput).toBeNull()
    expect(pace.left(1000, 2)).toBeNull()
    pace.add(0.5, 100, 10, 90)
    expect(pace.throughput).toEqual({ sentences: 20, tokens: 180 })
    // 5 ms a position: 900 + 1000 trained, and 2 × 100 + 200 validated and evaluated, of which each takes 0.35 of that.
    expect(pace.left(900, 2)).toBeCloseTo(0.005 * 1900 + 0.35 * 0.005 * 400)
  })

  it('takes validation and the end of an epoch as they were measured', () => {
    const pace = paceOf()
    pace.add(1, 100, 10, 90)
    pace.ended(1, 3)
    // 10 ms a position trained; two ends of 3 s; 200 evaluated at 10 ms.
    expect(pace.left(0, 2)).toBeCloseTo(0.01 * 1000 + 6 + 2)
  })

  it('is that of the last minute: a machine that became slower is seen', () => {
    const pace = paceOf()
    for (let i = 0; i < 100; i++) pace.add(1, 100, 10, 90)
    expect(pace.throughput?.sentences).toBeCloseTo(10)
    for (let i = 0; i < 30; i++) pace.add(4, 100, 10, 90)
    expect(pace.throughput?.sentences).toBeCloseTo(2.5)
  })

  it('forgets the first batches, at which the engine prepares what it needs, as soon as as many others were trained on', () => {
    const pace = paceOf()
    pace.add(5, 100, 10, 90)
    expect(pace.throughput?.sentences).toBeCloseTo(2)
    pace.add(0.5, 100, 10, 90)
    expect(pace.throughput?.sentences).toBeCloseTo(20)
    for (let i = 0; i < 8; i++) pace.add(1.5, 100, 10, 90)
    for (let i = 0; i < 10; i++) pace.add(0.5, 100, 10, 90)
    expect(pace.throughput?.sentences).toBeCloseTo(20)
    expect(pace.left(1000, 1)).toBeCloseTo(0.005 * 1000 + 0.35 * 0.005 * 300)
  })

  it('counts sentences rather than batches, so that short ones first do not mislead', () => {
    const pace = paceOf({ validation: 0, afterwards: 0 })
    pace.add(0.2, 200, 10, 190)
    expect(pace.left(800, 1)).toBeCloseTo(0.8)
  })
})
