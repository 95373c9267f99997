import { describe, expect, test } from 'vitest'
import { tally } from '../../scripts/tally.mjs'

const file = (status: string, ...states: string[]) => ({ status, assertionResults: states.map((state) => ({ status: state })) })
const report = (success: boolean, ...files: object[]) => JSON.stringify({ success, testResults: files })

describe('tally', () => {
  test('counts every test by its state', () => {
    const text = report(false, file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed', 'todo', 'pending'))
    expect(tally(text)).toEqual({ passed: 2, failed: 1, skipped: 3 })
  })
  test('a file that does not load is a failure', () => {
    expect(tally(report(false, file('failed'), file('passed', 'passed')))).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })
  test('a failure outside every test is one', () => {
    expect(tally(report(false, file('passed', 'passed')))).toEqual({ passed: 1, failed: 1, skipped: 0 })
  })
  test('no report at all is a failure', () => expect(tally(null)).toEqual({ passed: 0, failed: 1, skipped: 0 }))
})
