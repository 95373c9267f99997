import { describe, expect, it } from 'vitest'
import { pathBetween } from '../../../src/lab/generation/path'

describe('pathBetween', () => {
  it('goes in even steps along the line, both ends included', () => {
    expect([...pathBetween([0, 4], [2, 0], 5, 'line')]).toEqual([0, 4, 0.5, 3, 1, 2, 1.5, 1, 2, 0])
  })
  it('goes along the great circle in even angles, the length evenly from one to the other', () => {
    const path = pathBetween([1, 0], [0, 3], 3, 'circle')
    expect(path[2]).toBeCloseTo(2 * Math.SQRT1_2, 6)
    expect(path[3]).toBeCloseTo(2 * Math.SQRT1_2, 6)
    expect([path[4], path[5]].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([0, 3])
  })
  it('stays on the sphere between points of the sphere', () => {
    const path = pathBetween([0.6, 0.8, 0], [0, -0.6, 0.8], 11, 'circle')
    for (let p = 0; p < 11; p++) expect(Math.hypot(...path.subarray(3 * p, 3 * p + 3))).toBeCloseTo(1, 6)
  })
  it('is the line where there is no one circle', () => {
    expect([...pathBetween([1, 0], [-1, 0], 3, 'circle')]).toEqual([1, 0, 0, 0, -1, 0])
    expect([...pathBetween([0, 0], [0, 2], 3, 'circle')]).toEqual([0, 0, 0, 1, 0, 2])
  })
  it('refuses fewer than two points', () => {
    expect(() => pathBetween([0], [1], 1, 'line')).toThrow('A path has 2 points or more, not 1.')
  })
})
