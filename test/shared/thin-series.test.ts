import { describe, expect, test } from 'vitest'
import type { Series } from '../../src/shared/run'
import { thinSeries } from '../../src/shared/thin-series'

const series = (values: Series['values']): Series => {
  const step = Array.from({ length: Object.values(values)[0].length }, (_, i) => i + 1)
  return { step, epoch: step.map((at) => at / 10), seconds: step.map((at) => at * 2), values }
}

describe('thinning a series', () => {
  test('leaves a short one as it is', () => {
    const short = series({ loss: [3, 2, 1] })
    expect(thinSeries(short, 3)).toBe(short)
  })

  test('keeps both ends and every spike, in order, with the columns together', () => {
    const loss = Array.from({ length: 10_000 }, (_, i) => (i === 4321 ? 1e6 : i === 7777 ? -5 : 10 + Math.sin(i)))
    const thin = thinSeries(series({ loss }), 100)
    expect(thin.step.length).toBeLessThanOrEqual(100)
    expect(thin.step.length).toBeGreaterThan(50)
    expect([thin.step[0], thin.step.at(-1)]).toEqual([1, 10_000])
    expect(thin.step).toEqual([...thin.step].sort((a, b) => a - b))
    expect(thin.step).toEqual(expect.arrayContaining([4322, 7778]))
    thin.step.forEach((step, i) => {
      expect(thin.values.loss?.[i]).toBe(loss[step - 1])
      expect([thin.epoch[i], thin.seconds[i]]).toEqual([step / 10, step * 2])
    })
  })

  test('keeps the spikes of every metric, passes over gaps, and never more points than asked for', () => {
    const gaps = Array.from({ length: 1000 }, (_, i) => (i % 3 === 0 ? i % 100 : null))
    const flat = Array.from({ length: 1000 }, (_, i) => (i === 600 ? 9 : 0))
    const thin = thinSeries(series({ loss: gaps, kl: flat, mi: gaps.map(() => null) }), 50)
    expect(thin.step.length).toBeLessThanOrEqual(50)
    expect(thin.step).toContain(601)
    expect(Math.max(...(thin.values.loss ?? []).filter((value) => value !== null))).toBe(99)
    expect(thinSeries(series({ loss: flat, kl: gaps, mi: flat }), 4).step.length).toBeLessThanOrEqual(4)
  })
})
