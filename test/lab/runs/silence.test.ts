import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Silence } from '../../../src/lab/runs/silence'
import { temporaryFolder, TestLab } from '../lab-fixture'

describe('silence', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const MINUTE = 60_000

  test('is told once after so many minutes, and again only after something was heard', () => {
    const onSilent = vi.fn()
    const silence = new Silence(3, onSilent)
    vi.advanceTimersByTime(3 * MINUTE - 1)
    expect(onSilent).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(onSilent).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(60 * MINUTE)
    expect(onSilent).toHaveBeenCalledTimes(1)
    expect(silence.listen()).toBe(true)
    expect(silence.told).toBe(false)
    vi.advanceTimersByTime(3 * MINUTE)
    expect(onSilent).toHaveBeenCalledTimes(2)
  })

  test('is none while something is heard, nor where nothing is expected', () => {
    const onSilent = vi.fn()
    const silence = new Silence(3, onSilent)
    for (let i = 0; i < 10; i++) {
      vi.advanceTimersByTime(2 * MINUTE)
      expect(silence.listen()).toBe(false)
    }
    silence.end()
    vi.advanceTimersByTime(60 * MINUTE)
    expect(onSilent).not.toHaveBeenCalled()
    expect(vi.getTimerCount()).toBe(0)
  })

  test('does not come of a clock that is set', () => {
    const onSilent = vi.fn()
    const silence = new Silence(3, onSilent)
    vi.setSystemTime(Date.now() + 1000 * MINUTE)
    vi.advanceTimersByTime(MINUTE)
    expect(onSilent).not.toHaveBeenCalled()
    silence.end()
  })
})

describe.skipIf(process.platform === 'win32')('a run whose process hangs', () => {
  test('says so; stop ends the process, and the run can be resumed', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { listening: 5 })
    const run = await lab.start(30, { epochs: 4 })
    const hanging = await lab.until('the silence is told', async () => {
      const present = await lab.run(run.id)
      return present.message !== null && present
    })
    expect(hanging).toMatchObject({ state: 'running', epoch: 1 })
    expect(hanging.message).toBe(
      'Its process has said nothing for 3 minutes and may hang. Stop ends it; it can then be resumed after its last finished epoch.',
    )
    await lab.ask('runs.stop', { id: run.id })
    expect((await lab.reaches(run.id, 'interrupted')).message).toBe(
      'Its process said nothing any more and was ended. Resume continues after epoch 1.',
    )
    await lab.ask('runs.resume', { id: run.id })
    expect(await lab.reaches(run.id, 'finished')).toMatchObject({ epoch: 4, message: null })
  })

  test('is not thought to hang while it is paused', async () => {
    const lab = await TestLab.open(await temporaryFolder(), { listening: 1 })
    const run = await lab.start(8, { epochs: 4 })
    await lab.ask('runs.pause', { id: run.id })
    await lab.reaches(run.id, 'paused')
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(await lab.run(run.id)).toMatchObject({ state: 'paused', message: null })
    await lab.ask('runs.resume', { id: run.id })
    await lab.reaches(run.id, 'finished')
  })
})
