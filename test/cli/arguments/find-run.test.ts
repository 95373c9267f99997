import { describe, expect, test } from 'vitest'
import type { Run } from '../../../src/shared/run'
import { findRun, findRuns } from '../../../src/cli/arguments/find-run'

const runs = [
  { number: 1, id: 'c53c30aa' },
  { number: 6, id: '13081ae4' },
  { number: 13, id: '67310000' },
  { number: 1308, id: '89be9a00' },
] as Run[]
const found = (text: string) => findRun(runs, text).number

describe('a run is found', () => {
  test.each([
    ['#1', 1],
    // Not the run whose id begins with 1.
    ['1', 1],
    ['13', 13],
    ['13081', 6],
    ['c53c', 1],
    ['C53C30', 1],
    ['89be9a00', 1308],
  ])('by %s', (text, number) => expect(found(text)).toBe(number))

  test('by nothing that could mean another', () => {
    expect(() => found('1308')).toThrow('RUN "1308" fits 2 runs; give one of #6 (13081ae4), #1308 (89be9a00).')
    for (const text of ['c53', '', '#', '01', '#01', '#c53c', '2', '#13081', 'ffff'])
      expect(() => found(text), text).toThrow(`RUN "${text}" is not known`)
  })

  test('once, however often it is named', () => {
    expect(findRuns(runs, ['#1', 'c53c', '1']).map(({ number }) => number)).toEqual([1])
  })
})
