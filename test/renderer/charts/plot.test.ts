import { describe, expect, it } from 'vitest'
import type { ChartRun } from '../../../src/renderer/charts/chart-run'
import { areaOf, lineScene } from '../../../src/renderer/charts/line-scene'
import { metricPlot, type MetricView } from '../../../src/renderer/charts/metric-plot'
import { sceneSvg } from '../../../src/renderer/charts/surface'
import { logScaleOf, ticksBetween } from '../../../src/renderer/charts/ticks'
import { COLOURS } from './colours'

const SIZE = { width: 320, height: 180 }
const run = (given: Partial<ChartRun> = {}): ChartRun => ({
  id: 'r1',
  number: 1,
  label: 'VAE',
  latent: 32,
  alarms: [],
  sphere: false,
  evaluated: null,
  stage: 'live',
  ...given,
})
const view = (given: Partial<MetricView> = {}): MetricView => ({
  metric: 'kl',
  runs: [run()],
  lines: [{ run: 'r1', kind: 'valid', xs: [1, 2, 4], ys: [1, 10, 100] }],
  axis: 'epoch',
  window: [0, 4],
  ceiling: null,
  log: { x: false, y: false },
  ...given,
})

describe('ticks', () => {
  it('are round numbers of epochs, whole ones of steps and round spans of time', () => {
    expect(ticksBetween(0, 1.2, 5, 'epoch')).toEqual([0, 0.5, 1])
    expect(ticksBetween(0, 3, 5, 'step')).toEqual([0, 1, 2, 3])
    expect(ticksBetween(0, 200, 5, 'seconds')).toEqual([0, 60, 120, 180])
    expect(ticksBetween(95, 250, 5, 'seconds')).toEqual([120, 180, 240])
  })

  it('of a logarithmic scale are decades, and within two decades 1, 2 and 5', () => {
    expect(logScaleOf(0.003, 40)).toEqual({ min: 0.001, max: 100, ticks: [0.001, 0.01, 0.1, 1, 10, 100] })
    expect(logScaleOf(3, 40)).toEqual({ min: 2, max: 50, ticks: [2, 5, 10, 20, 50] })
  })

  it('of a logarithmic scale over a narrow range are even, so that it is filled', () => {
    expect(logScaleOf(43, 58)).toEqual({ min: 40, max: 60, ticks: [40, 45, 50, 55, 60] })
  })

  it('of a logarithmic scale are few over many decades', () => {
    expect(logScaleOf(1e-12, 1).ticks.length).toBeLessThanOrEqual(7)
  })
})

describe('the plot of a metric', () => {
  it('ends where the metric ends: the latent width, a full weight, a round number above ln N', () => {
    expect(metricPlot(view({ metric: 'au' }), COLOURS, false).y.max).toBe(32)
    expect(metricPlot(view({ metric: 'kl_weight' }), COLOURS, false).y.max).toBe(1)
    const mi = metricPlot(view({ metric: 'mi', ceiling: 7.6 }), COLOURS, false)
    expect([mi.y.max, mi.level?.label]).toEqual([8, 'ln N = 7.60'])
  })

  it('places equal factors at equal distances on a logarithmic axis', () => {
    const area = areaOf(metricPlot(view({ log: { x: false, y: true } }), COLOURS, false), SIZE)
    expect(area.y(1) - area.y(10)).toBeCloseTo(area.y(10) - area.y(100), 9)
    const across = areaOf(metricPlot(view({ log: { x: true, y: false } }), COLOURS, false), SIZE)
    expect(across.x(2) - across.x(1)).toBeCloseTo(across.x(4) - across.x(2), 9)
    expect(across.valueAt(across.x(3))).toBeCloseTo(3, 9)
  })

  it('marks alarms on the axis that is shown', () => {
    const alarm = {
      rule: 'collapse' as const,
      epoch: 3,
      step: 300,
      seconds: 12,
      title: 't',
      cause: 'c',
      remedy: 'r',
      cleared_epoch: null,
      paused: false,
    }
    const marks = (axis: MetricView['axis']) => metricPlot(view({ axis, runs: [run({ alarms: [alarm] })] }), COLOURS, false).marks
    expect([marks('epoch')?.[0].x, marks('step')?.[0].x, marks('seconds')?.[0].x]).toEqual([3, 300, 12])
  })

  it('draws the raw curve at a fifth of the opacity of the smoothed', () => {
    const lines = (['raw', 'smooth'] as const).map((kind) => ({ run: 'r1', kind, xs: [1, 2], ys: [1, 2] }))
    expect(metricPlot(view({ lines }), COLOURS, false).lines.map(({ opacity }) => opacity)).toEqual([0.2, 1])
  })
})

describe('a chart for export', () => {
  const svg = sceneSvg(lineScene(metricPlot(view(), COLOURS, false), SIZE, COLOURS), SIZE)

  it('is an SVG with the line in the colour of its run, the ticks and the unit of the axis', () => {
    expect(svg).toMatch(/^<svg/)
    expect(svg).toContain('stroke="#0072b2"')
    for (const said of ['epoch', '0', '50', '100']) expect(svg).toContain(`>${said}</text>`)
  })
})
