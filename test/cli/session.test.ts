import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Lab } from '../../src/lab/lab'
import { Interrupted, Session } from '../../src/cli/session'
import type { Interrupt, Terminal } from '../../src/cli/terminal'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A terminal over a lab that never tells anything. */
function silent() {
  const listeners = new Set<(signal: Interrupt) => void>()
  const following = new Set<unknown>()
  const lab = {
    subscribe: (listener: unknown) => {
      following.add(listener)
      return () => following.delete(listener)
    },
    close: async () => undefined,
  } as unknown as Lab
  const terminal = {
    environment: { PLENUM_HOME: '/nowhere' },
    openLab: async () => lab,
    onInterrupt: (listener: (signal: Interrupt) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  } as unknown as Terminal
  return { terminal, listeners, following }
}

test('what is still followed when the work fails keeps neither a timer nor a listener, so that the process ends', async () => {
  const { terminal, listeners, following } = silent()
  const failed = Session.use(terminal, { home: undefined }, async (session) => {
    session.follow(() => undefined).catch(() => undefined)
    expect(vi.getTimerCount()).toBe(1)
    throw new Error('A race needs at least two objectives.')
  })
  await expect(failed).rejects.toThrow('A race needs at least two objectives.')
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0))
  expect(following.size).toBe(0)
  expect(listeners.size).toBe(0)
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends the work with exit code %i and a sentence', async (signal, code) => {
  const { terminal, listeners } = silent()
  const ended = Session.use(terminal, { home: undefined }, (session) => session.follow(() => undefined))
  await vi.waitFor(() => expect(listeners.size).toBe(1))
  for (const listener of listeners) listener(signal)
  const error = await ended.catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(Interrupted)
  expect(error).toMatchObject({ code, message: 'Interrupted.' })
  expect(vi.getTimerCount()).toBe(0)
})
