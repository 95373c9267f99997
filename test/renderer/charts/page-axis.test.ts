import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createApp, nextTick } from 'vue'
import { providePageAxis, type PageAxis } from '../../../src/renderer/charts/page-axis'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An axis as a page gives it. */
function axisOfPage(): PageAxis {
  return createApp({ render: () => null }).runWithContext(providePageAxis)
}

describe('the numbers at the hairline', () => {
  it('follow at once after a rest, then some times a second, and end where the hairline ends', async () => {
    const { cursor, read } = axisOfPage()
    const seen: (number | null)[] = []
    for (let x = 1; x <= 30; x++) {
      cursor.value = x
      await nextTick()
      if (read.value !== seen.at(-1)) seen.push(read.value)
      vi.advanceTimersByTime(16)
    }
    // 480 ms: one at once, seven more.
    expect(seen.at(0)).toBe(1)
    expect(seen.length).toBeGreaterThan(5)
    expect(seen.length).toBeLessThan(10)
    vi.advanceTimersByTime(100)
    expect(read.value).toBe(30)
    vi.advanceTimersByTime(100)
    cursor.value = 40
    expect(read.value).toBe(40)
  })

  it('are gone with it, and stay gone', () => {
    const { cursor, read } = axisOfPage()
    cursor.value = 1
    cursor.value = 2
    cursor.value = null
    expect(read.value).toBeNull()
    vi.advanceTimersByTime(200)
    expect(read.value).toBeNull()
  })
})
