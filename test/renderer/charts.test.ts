import { describe, expect, it } from 'vitest'
import { colourTable, paintDensity } from '../../src/renderer/charts/colour-map'
import { curvesOf, rangeOf, valueAt } from '../../src/renderer/charts/curves'
import { histogramOf } from '../../src/renderer/charts/histogram'
import { colouredLabels, labelColour } from '../../src/renderer/charts/label-colours'
import { runColour, runDash } from '../../src/renderer/charts/palette'
import { scaleOf, scaleTo } from '../../src/renderer/charts/scale'
import { smooth, thin } from '../../src/renderer/charts/smoothing'
import type { Series } from '../../src/shared/run'
import { PRESETS } from '../../src/shared/settings'
import { choose, emptySeries, makeRun } from './fake-runs'

const run = makeRun(1, choose('vae'), 'c', 'corpus', PRESETS.tiny.settings)

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
})

describe('thinning', () => {
  it('keeps everything that fits and leaves out what has no value', () => {
    expect(thin([1, null, 3], 10)).toEqual([0, 2])
  })

  it('keeps the spikes and the last point of a long curve', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i === 4321 ? 99 : i === 7777 ? -99 : Math.sin(i)))
    const kept = thin(values, 200)
    expect(kept.length).toBeLessThanOrEqual(201)
    expect(kept).toContain(4321)
    expect(kept).toContain(7777)
    expect(kept.at(-1)).toBe(9999)
    expect(kept).toEqual([...kept].sort((a, b) => a - b))
  })
})

describe('curves', () => {
  const filled = (values: (number | null)[]): Series => ({
    step: values.map((_, i) => i + 1),
    epoch: values.map((_, i) => (i + 1) / 2),
    seconds: values.map((_, i) => (i + 1) * 3),
    values: { kl: values },
  })
  const only = (series: Partial<Record<string, Series>>) => (_: string, id: string) => series[id] ?? emptySeries()

  it('draws batches raw and smoothed, and the validation split solid', () => {
    const curves = curvesOf(run, 'kl', only({ batch: filled([1, 3]), valid: filled([2]) }), 'step', 0.5)
    expect(curves.map((curve) => curve.kind)).toEqual(['raw', 'smooth', 'valid'])
    expect(curves[0].points).toEqual([
      [1, 1],
      [2, 3],
    ])
  })

  it('draws batches once where nothing is smoothed', () => {
    expect(curvesOf(run, 'kl', only({ batch: filled([1, 3]) }), 'step', 0).map((curve) => curve.kind)).toEqual(['smooth'])
  })

  it('takes the epoch means of training where the metric has no batches', () => {
    const curves = curvesOf(run, 'kl', only({ train: filled([1, 3]) }), 'epoch', 0.9)
    expect(curves).toEqual([
      {
        run: run.id,
        kind: 'smooth',
        points: [
          [0.5, 1],
          [1, 3],
        ],
      },
    ])
  })

  it('draws nothing for a metric that no series has', () => {
    expect(curvesOf(run, 'mi', only({ batch: filled([1]) }), 'seconds', 0.5)).toEqual([])
    expect(curvesOf(run, 'kl', only({ batch: filled([null, null]) }), 'seconds', 0.5)).toEqual([])
  })

  it('scales to validation and smoothed batches, not to raw ones or single spikes', () => {
    const line = (kind: 'raw' | 'smooth' | 'valid', values: number[]) => ({
      run: 'r1',
      kind,
      points: values.map((y, x): [number, number] => [x, y]),
    })
    const calm = Array.from({ length: 99 }, (_, i) => 40 + (i % 10))
    expect(rangeOf([line('raw', [0, 500]), line('smooth', [900, ...calm]), line('valid', [45, 52])])).toEqual([40, 52])
    expect(rangeOf([line('raw', [3])])).toBeNull()
  })

  it('reads the nearest point at the cursor', () => {
    const points: [number, number][] = [
      [0, 10],
      [4, 20],
      [10, 30],
    ]
    expect([-5, 1.9, 2.1, 6.9, 7.1, 99].map((x) => valueAt(points, x))).toEqual([10, 10, 20, 20, 30, 30])
    expect(valueAt([], 1)).toBeNull()
  })
})

describe('vertical scales', () => {
  it('have round ends and at most four parts', () => {
    expect(scaleOf(41.3, 64.9, false)).toEqual({ min: 40, max: 70, interval: 10 })
    expect(scaleOf(0.03, 0.39, true)).toEqual({ min: 0, max: 0.4, interval: 0.1 })
    expect(scaleOf(-3, 5, true)).toEqual({ min: -5, max: 5, interval: 2.5 })
  })

  it('start at zero although an estimate fell a little below it', () => {
    expect(scaleOf(-0.01, 1.24, true).min).toBe(0)
    expect(scaleOf(-0.01, 1.24, false).min).toBeLessThan(0)
  })

  it('are never empty: all values equal, or all zero', () => {
    for (const value of [0, 48, -2]) {
      const { min, max } = scaleOf(value, value, false)
      expect(min).toBeLessThanOrEqual(value)
      expect(max).toBeGreaterThan(min)
    }
  })

  it('end where the metric ends, with ticks at whole numbers', () => {
    expect([8, 32, 10, 7, 1].map((end) => scaleTo(end).interval)).toEqual([2, 8, 2, 7, 0.5])
  })
})

describe('colours', () => {
  it('gives the first eight runs eight different colours, and repeats them with other dashes', () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8]
    expect(new Set(numbers.map((number) => runColour(number, false))).size).toBe(8)
    expect(runColour(9, false)).toBe(runColour(1, false))
    expect([1, 8, 9, 16, 17, 25].map(runDash)).toEqual(['solid', 'solid', 'dashed', 'dashed', 'dotted', 'solid'])
  })

  it('keeps a colour in both themes, except black, which a dark ground would swallow', () => {
    expect(runColour(1, true)).toBe(runColour(1, false))
    expect(runColour(8, true)).not.toBe(runColour(8, false))
  })

  it('colours the most frequent labels and leaves the others grey', () => {
    const coloured = colouredLabels([5, 0, 9, 1, 1, 1, 1, 1, 1])
    expect(coloured).toEqual([2, 0, 3, 4, 5, 6, 7])
    expect(labelColour(coloured, 2, false)).toBe(runColour(1, false))
    expect(labelColour(coloured, 8, false)).toBeNull()
  })
})

describe('density maps', () => {
  it('start and end at the colours of matplotlib', () => {
    const ends = (map: 'magma' | 'hot') => [...colourTable(map).slice(0, 3), ...colourTable(map).slice(-3)]
    expect(ends('magma')).toEqual([0, 0, 4, 252, 253, 191])
    expect(ends('hot')).toEqual([11, 0, 0, 255, 255, 255])
  })

  it("stay within 3 of 255 of matplotlib's magma between the kept colours (its entries 25, 60, 128 and 200)", () => {
    const known = { 25: [0x14, 0x0e, 0x36], 60: [0x4a, 0x10, 0x79], 128: [0xb7, 0x37, 0x79], 200: [0xfd, 0x98, 0x69] }
    const table = colourTable('magma')
    for (const [entry, colour] of Object.entries(known))
      colour.forEach((part, channel) => expect(Math.abs(table[3 * Number(entry) + channel] - part)).toBeLessThanOrEqual(3))
  })

  it('are red at a third and yellow at three quarters for hot', () => {
    const table = colourTable('hot')
    expect([...table.slice(3 * 93, 3 * 93 + 3)]).toEqual([255, 0, 0])
    expect([...table.slice(3 * 191, 3 * 191 + 2)]).toEqual([255, 255])
  })

  it('paint the lowest y at the bottom and cut at the top of the scale', () => {
    const pixels = paintDensity(new Float32Array([0, 9, 0, 0]), 2, 0.25, colourTable('hot'))
    const reds = [0, 1, 2, 3].map((pixel) => pixels[4 * pixel])
    expect(reds).toEqual([11, 11, 11, 255])
  })
})

describe('length histogram', () => {
  it('spans the lengths that occur, one bin a length where they fit', () => {
    const { labels, shares } = histogramOf([
      [0, 0, 0, 1, 3],
      [0, 0, 0, 0, 0, 2, 0],
    ])
    expect(labels).toEqual(['3', '4', '5'])
    expect(shares).toEqual([
      [0.25, 0.75, 0],
      [0, 0, 1],
    ])
  })

  it('widens the bins for long sentences', () => {
    const lengths = Array.from({ length: 201 }, (_, n) => (n > 0 ? 1 : 0))
    const { labels, shares } = histogramOf([lengths], 40)
    expect(labels[0]).toBe('1–5')
    expect(labels).toHaveLength(40)
    expect(shares[0].reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
  })

  it('survives splits without sentences', () => {
    expect(histogramOf([[], []]).shares).toEqual([[0], [0]])
  })
})
