import { BarChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { describe, expect, it } from 'vitest'
import { colourTable, paintDensity } from '../../src/renderer/charts/colour-map'
import { histogramOf, shareAxis } from '../../src/renderer/charts/histogram'
import { colouredLabels, labelColour } from '../../src/renderer/charts/label-colours'
import { runColour, runDash } from '../../src/renderer/charts/palette'
import { scaleOf, scaleTo, ticksOf } from '../../src/renderer/charts/scale'

use([BarChart, GridComponent, SVGRenderer])

describe('vertical scales', () => {
  it('have round ends and at most four parts', () => {
    expect(scaleOf(41.3, 64.9, false)).toEqual({ min: 40, max: 70, interval: 10 })
    expect(scaleOf(0.03, 0.39, true)).toEqual({ min: 0, max: 0.4, interval: 0.1 })
    expect(scaleOf(-3, 5, true)).toEqual({ min: -5, max: 5, interval: 2.5 })
  })

  it('have their first tick at zero although an estimate fell a little below it, and show that estimate', () => {
    const scale = scaleOf(-0.01, 1.24, true)
    expect(ticksOf(scale)).toEqual([0, 0.5, 1, 1.5])
    expect(scale.min).toBeLessThan(-0.01)
    expect(scale.min).toBeGreaterThan(-0.1)
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

  it.each([0.3, 0.75, 0.8, 0.95, 1])('has an axis that ends at 100 %% at most, for a highest share of %d', (highest) => {
    const chart = init(null, null, { renderer: 'svg', ssr: true, width: 400, height: 200 })
    chart.setOption({
      xAxis: { type: 'category' },
      yAxis: { type: 'value', splitNumber: 3, ...shareAxis([[highest, 1 - highest]]) },
      series: [{ type: 'bar', data: [highest, 1 - highest] }],
    })
    const ticks = [...chart.renderToSVGString().matchAll(/>([\d.]+)<\/text>/g)].map(([, tick]) => Number(tick))
    chart.dispose()
    expect(ticks.length).toBeGreaterThan(2)
    expect(Math.max(...ticks)).toBeGreaterThanOrEqual(highest)
    expect(Math.max(...ticks)).toBeLessThanOrEqual(1)
  })

  it('survives splits without sentences', () => {
    expect(histogramOf([[], []]).shares).toEqual([[0], [0]])
  })
})
