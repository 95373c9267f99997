import { describe, expect, test, vi } from 'vitest'
import { endSentence } from '../../../src/lab/runs/end-sentence'
import { defaultMaxRuns, threadsFor } from '../../../src/lab/runs/limits'
import { Throttle } from '../../../src/lab/runs/throttle'

test.each([
  [{ code: null, signal: 'SIGSEGV', stderr: '', error: null }, 'It crashed (SIGSEGV).'],
  [
    { code: 1, signal: null, stderr: 'x\nError: no such file\n    at y (z:1:2)\n\nNode.js v24.0.0\n', error: null },
    'It ended unexpectedly with exit code 1: Error: no such file.',
  ],
  [
    { code: 134, signal: null, stderr: 'FATAL ERROR: JavaScript heap out of memory', error: null },
    'It ran out of memory. Fewer runs at once, a smaller batch, hidden width or vocabulary, or shorter sentences need less.',
  ],
  [{ code: null, signal: null, stderr: '', error: 'EAGAIN' }, 'It could not be started: EAGAIN.'],
  [{ code: null, signal: 'SIGTERM', stderr: '', error: null }, 'It was ended from outside (SIGTERM).'],
] as const)('%j: %s', (end, sentence) => {
  expect(endSentence('It', end)).toBe(sentence)
})

test.each([
  [1, 1],
  [2, 2],
  [8, 2],
  [16, 4],
])('%i cores train %i runs at once', (cores, runs) => {
  expect(defaultMaxRuns(cores)).toBe(runs)
  expect(threadsFor(runs, cores) * runs).toBeLessThanOrEqual(cores)
})

describe('throttle', () => {
  test('acts at once, then at most once an interval, and never loses the last request', () => {
    vi.useFakeTimers()
    const action = vi.fn()
    const throttle = new Throttle(100, action)
    for (let i = 0; i < 10; i++) throttle.request()
    expect(action).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(100)
    expect(action).toHaveBeenCalledTimes(2)
    vi.advanceTimersByTime(500)
    expect(action).toHaveBeenCalledTimes(2)
    throttle.request()
    throttle.request()
    throttle.settle()
    vi.advanceTimersByTime(99)
    throttle.request()
    expect(action).toHaveBeenCalledTimes(3)
    throttle.cancel()
    vi.advanceTimersByTime(500)
    expect(action).toHaveBeenCalledTimes(3)
    vi.useRealTimers()
  })
})
