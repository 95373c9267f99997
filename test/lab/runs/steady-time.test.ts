import { describe, expect, test } from 'vitest'
import { parseLooks, steadyTime, type Looks } from '../../../src/lab/runs/steady-time'

const DAY = 24 * 60 * 60 * 1000
/** The times that are believed when the clock is looked at on these days. */
function believed(...days: number[]): number[] {
  let looks: Looks | null = null
  return days.map((day) => {
    looks = steadyTime(looks, day * DAY)
    return looks.steady / DAY
  })
}

describe('the time that is believed', () => {
  test('is that of the clock as long as someone looks every few days', () => {
    expect(believed(1, 1.1, 2, 9, 16)).toEqual([1, 1.1, 2, 9, 16])
  })

  test('stays behind a clock that is years ahead for less than a day, however often it is looked at', () => {
    expect(believed(1, 5000, 5000.1, 5000.9, 2)).toEqual([1, 1, 1, 1, 2])
  })

  test('follows after a day where nobody was here for long', () => {
    expect(believed(1, 100, 100.5, 101, 102)).toEqual([1, 1, 1, 101, 102])
  })

  test('goes back with a clock that was ahead for longer', () => {
    expect(believed(1, 5000, 5001, 2, 3)).toEqual([1, 1, 5001, 2, 3])
  })

  test('doubts a second leap anew', () => {
    expect(believed(1, 5000, 200, 200.5, 201)).toEqual([1, 1, 1, 1, 201])
  })
})

test('looks are kept as text, and a damaged one is none', () => {
  const looks = steadyTime(null, 7)
  expect(parseLooks(JSON.stringify(looks))).toEqual(looks)
  expect(parseLooks('{"steady":')).toBeNull()
  expect(parseLooks(null)).toBeNull()
})
