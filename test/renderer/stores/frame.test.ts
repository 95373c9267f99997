import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { onceAFrame } from '../../../src/renderer/stores/frame'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => setTimeout(act, 16))
  vi.stubGlobal('cancelAnimationFrame', (frame: number) => clearTimeout(frame))
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('what is gathered', () => {
  it('runs once at the next frame', () => {
    const act = vi.fn()
    const gathered = onceAFrame(act)
    gathered.ask()
    gathered.ask()
    expect(act).not.toHaveBeenCalled()
    vi.advanceTimersByTime(17)
    expect(act).toHaveBeenCalledTimes(1)
    gathered.ask()
    vi.advanceTimersByTime(17)
    expect(act).toHaveBeenCalledTimes(2)
  })

  it('keeps its rest between two runs, the first at once', () => {
    const times: number[] = []
    const gathered = onceAFrame(() => times.push(performance.now()), 100)
    const start = performance.now()
    for (let ms = 0; ms < 1000; ms += 10) {
      gathered.ask()
      vi.advanceTimersByTime(10)
    }
    expect(times[0] - start).toBeLessThanOrEqual(17)
    const gaps = times.slice(1).map((time, i) => time - times[i])
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(100)
    expect(Math.max(...gaps)).toBeLessThan(120)
  })

  it('runs in a hidden window, which has no frames', () => {
    vi.stubGlobal('requestAnimationFrame', () => 0)
    const act = vi.fn()
    onceAFrame(act).ask()
    vi.advanceTimersByTime(300)
    expect(act).toHaveBeenCalledTimes(1)
  })

  it('runs at once where it must, and leaves nothing waiting', () => {
    const act = vi.fn()
    const gathered = onceAFrame(act, 100)
    gathered.ask()
    gathered.now()
    expect(act).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1000)
    expect(act).toHaveBeenCalledTimes(1)
  })
})
