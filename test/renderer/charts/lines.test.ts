import { describe, expect, it } from 'vitest'
import { decimate, firstAtLeast } from '../../../src/renderer/charts/decimate'
import { linesOf, rangeOf, readLine, summaryOf, valueAt, type Line } from '../../../src/renderer/charts/lines'
import { forgetSmoothed, smooth, smoothedOf } from '../../../src/renderer/charts/smoothing'
import type { Series } from '../../../src/shared/run'
import { emptySeries } from '../fake-runs'

describe('smoothing', () => {
  it('returns the values themselves at weight 0', () => {
    expect(smooth([3, 1, 2], 0)).toEqual([3, 1, 2])
  })

  it('leaves a constant constant from its first point on, as the bias of the start is removed', () => {
    for (const value of smooth([5, 5, 5, 5], 0.9)) expect(value).toBeCloseTo(5, 12)
  })

  it('weighs two values by hand: (0.5·0.5·2 + 0.5·4) / 0.75', () => {
    expect(smooth([2, 4], 0.5)[1]).toBeCloseTo((0.25 * 2 + 0.5 * 4) / 0.75, 12)
  })

  it('skips points without a value, and does not let infinity in', () => {
    expect(smooth([1, null, Infinity, 1], 0.5)).toEqual([1, null, null, 1])
  })

  it('of a growing column is that of the whole column, at every length', () => {
    const series: Series = { step: [], epoch: [], seconds: [], values: { kl: [] } }
    for (let i = 0; i < 40; i++) {
      series.values.kl?.push(Math.sin(i) * i)
      expect(smoothedOf(series, 'kl', 0.8)).toEqual(smooth(series.values.kl ?? [], 0.8))
    }
  })

  it('begins anew after points were withdrawn, and for another weight', () => {
    const series: Series = { step: [], epoch: [], seconds: [], values: { kl: [1, 2, 3] } }
    smoothedOf(series, 'kl', 0.5)
    series.values.kl?.splice(1, 2, 7, 8, 9)
    forgetSmoothed(series)
    expect(smoothedOf(series, 'kl', 0.5)).toEqual(smooth([1, 7, 8, 9], 0.5))
    expect(smoothedOf(series, 'kl', 0.9)).toEqual(smooth([1, 7, 8, 9], 0.9))
  })
})

describe('decimation', () => {
  const same = (value: number) => value

  it('finds the first of rising numbers', () => {
    expect([0, 1, 1.5, 3, 9].map((value) => firstAtLeast([1, 2, 3], 3, value))).toEqual([0, 0, 1, 2, 3])
  })

  it('keeps every point where each has a column of its own', () => {
    expect(decimate([0, 1, 2], [5, 6, 7], [0, 2], same, same)).toEqual([0, 5, 1, 6, 2, 7])
  })

  it('keeps of a column the first, the lowest, the highest and the last, in the order in which they come', () => {
    const drawn = decimate([0, 0.1, 0.2, 0.3, 0.4, 0.5], [3, 4, -9, 5, 80, 6], [0, 1], same, same)
    expect(drawn).toEqual([0, 3, 0.2, -9, 0.4, 80, 0.5, 6])
  })

  it('draws no more than four points a column, whatever the length, and loses no spike', () => {
    const xs = Array.from({ length: 100_000 }, (_, i) => i / 500)
    const ys = xs.map((x, i) => (i === 43_210 ? 99 : i === 77_777 ? -99 : Math.sin(x * 40)))
    const drawn = decimate(xs, ys, [0, 200], same, same)
    expect(drawn.length / 2).toBeLessThanOrEqual(4 * 201)
    expect(Math.max(...drawn.filter((_, i) => i % 2 === 1))).toBe(99)
    expect(Math.min(...drawn.filter((_, i) => i % 2 === 1))).toBe(-99)
  })

  it('draws the window and one point beyond either end, so that the line runs out of it', () => {
    const xs = [0, 10, 20, 30, 40, 50]
    expect(decimate(xs, xs, [22, 38], same, same)).toEqual([20, 20, 30, 30, 40, 40])
  })

  it('passes over what has no finite value or no place on the axis', () => {
    const log = (value: number) => (value > 0 ? Math.log10(value) : NaN)
    expect(decimate([0, 1, 2, 3, 4], [null, Infinity, 0, 10, NaN], [0, 4], same, log)).toEqual([3, 1])
  })
})

describe('lines', () => {
  const filled = (values: (number | null)[]): Series => ({
    step: values.map((_, i) => i + 1),
    epoch: values.map((_, i) => (i + 1) / 2),
    seconds: values.map((_, i) => (i + 1) * 3),
    values: { kl: values, kl_weight: values },
  })
  const only = (series: Partial<Record<string, Series>>) => (_: string, id: string) => series[id] ?? emptySeries()
  const kinds = (lines: readonly Line[]) => lines.map(({ kind }) => kind)

  it('are of batches raw and smoothed, and of the validation split', () => {
    const lines = linesOf('r1', 'kl', only({ batch: filled([1, 3]), valid: filled([2]) }), 'step', 0.5)
    expect(kinds(lines)).toEqual(['raw', 'smooth', 'valid'])
    expect(lines[0].xs).toEqual([1, 2])
    expect(readLine(lines)?.kind).toBe('valid')
  })

  it('are of batches once where nothing is smoothed, and of a schedule never smoothed', () => {
    expect(kinds(linesOf('r1', 'kl', only({ batch: filled([1, 3]) }), 'step', 0))).toEqual(['smooth'])
    expect(kinds(linesOf('r1', 'kl_weight', only({ batch: filled([0, 1]) }), 'step', 0.9))).toEqual(['valid'])
  })

  it('of a schedule are read where training is now, not where the last epoch ended', () => {
    const [line, ...others] = linesOf('r1', 'kl_weight', only({ batch: filled([0, 0.5, 0.9]), valid: filled([0.5]) }), 'step', 0.9)
    expect(others).toEqual([])
    expect(summaryOf(line)?.last).toBe(0.9)
    expect(kinds(linesOf('r1', 'kl_weight', only({ valid: filled([0.5]) }), 'step', 0.9))).toEqual(['valid'])
  })

  it('take the epoch means of training where the metric has no batches', () => {
    expect(linesOf('r1', 'kl', only({ train: filled([1, 3]) }), 'epoch', 0.9)).toEqual([
      { run: 'r1', kind: 'smooth', xs: [0.5, 1], ys: [1, 3] },
    ])
  })

  it('are none for a metric that no series has', () => {
    expect(linesOf('r1', 'mi', only({ batch: filled([1]) }), 'seconds', 0.5)).toEqual([])
    expect(linesOf('r1', 'kl', only({ batch: filled([null, null]) }), 'seconds', 0.5)).toEqual([])
  })

  const line = (kind: Line['kind'], ys: (number | null)[]): Line => ({ run: 'r1', kind, xs: ys.map((_, i) => i), ys })

  it('scale to validation and smoothed batches, not to raw ones or single spikes', () => {
    const calm = Array.from({ length: 99 }, (_, i) => 40 + (i % 10))
    expect(rangeOf([line('raw', [0, 500]), line('smooth', [900, ...calm]), line('valid', [45, 52])])).toEqual([40, 52])
    expect(rangeOf([line('raw', [3])])).toBeNull()
  })

  it('scale to what is in the window, and on a logarithmic axis to what is above zero', () => {
    expect(rangeOf([line('valid', [100, 5, 6, 100])], [1, 2])).toEqual([5, 6])
    expect(rangeOf([line('valid', [-1, 0, 2, 8])], undefined, true)).toEqual([2, 8])
    expect(rangeOf([line('valid', [-1, 0])], undefined, true)).toBeNull()
  })

  it('are read at the nearest point that has a value', () => {
    const read = { xs: [0, 4, 7, 10], ys: [10, 20, null, 30] }
    expect([-5, 1.9, 2.1, 6.9, 7.1, 99].map((x) => valueAt(read, x))).toEqual([10, 10, 20, 20, 30, 30])
    expect(valueAt({ xs: [], ys: [] }, 1)).toBeNull()
  })

  it('come to a last value, a least and a greatest with their places', () => {
    expect(summaryOf({ xs: [1, 2, 3, 4], ys: [5, 2, Infinity, 3] })).toEqual({ last: 3, min: { value: 2, x: 2 }, max: { value: 5, x: 1 } })
    expect(summaryOf({ xs: [1], ys: [null] })).toBeNull()
  })
})
