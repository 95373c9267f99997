import { describe, expect, it } from 'vitest'
import { phases } from '../../../src/lab/evaluation/phases'

describe('phases', () => {
  it('make one progress of several, by their weights', () => {
    const reported: number[] = []
    const [first, second, third] = phases((share) => reported.push(share), [1, 3, 0])
    for (const [phase, share] of [
      [first, 0.5],
      [first, 1],
      [second, 0.5],
      [second, 1],
      [third, 1],
    ] as const)
      phase(share)
    expect(reported).toEqual([0.125, 0.25, 0.625, 1, 1])
  })
  it('pass on what cancels', () => {
    const [only] = phases(() => {
      throw new Error('Cancelled.')
    }, [1])
    expect(() => only(0.5)).toThrow('Cancelled.')
  })
})
