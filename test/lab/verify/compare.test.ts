import { describe, expect, it } from 'vitest'
import { Findings } from '../../../src/lab/verify/check'
import { relativeError } from '../../../src/lab/verify/compare'

describe('relativeError', () => {
  it('measures by the largest expected magnitude, or by a least one', () => {
    expect(relativeError([1, -4.4], [1, -4])).toBeCloseTo(0.1, 12)
    expect(relativeError([1e-7], [1e-17], 2)).toBeCloseTo(5e-8, 12)
  })
  it.each([
    ['another size', [1], [1, 2]],
    ['a result that is no number', [NaN, 1], [1, 1]],
    ['an expected value that is missing', [1, 1], [undefined as unknown as number, 1]],
  ])('is infinite for %s', (_, actual, expected) => {
    expect(relativeError(actual, expected)).toBe(Infinity)
  })
})

describe('Findings', () => {
  it('keep the largest of a name and never lose what is no number', () => {
    const found = new Findings()
    found.note('a', 2)
    found.note('a', 1)
    found.note('b', NaN)
    found.note('b', 1)
    expect([...found]).toEqual([
      ['a', 2],
      ['b', Infinity],
    ])
  })
})
