import type { EChartsCoreOption } from 'echarts/core'
import { METRICS, type MetricId } from '../../shared/metrics'
import type { Run, Series } from '../../shared/run'
import { formatSpan, formatTick } from '../format'
import type { XAxis } from '../stores/ui'
import { texts } from '../texts'
import { rangeOf, type Curve } from './curves'
import type { ChartColours } from './colours'
import { runColour, runDash } from './palette'
import { scaleOf, scaleTo } from './scale'

const FONT = { fontFamily: 'Inter Variable', fontSize: 11 }
/** The raw curve lies at a fifth of the opacity under the smoothed one. */
const WIDTHS = { raw: 0.75, smooth: 1, valid: 2 } as const
const OPACITIES = { raw: 0.14, smooth: 0.7, valid: 1 } as const

/** Metrics whose scale starts at zero: sizes and counts, where the distance from zero is the message. */
const FROM_ZERO: readonly MetricId[] = ['kl', 'density_gap', 'kl_weight', 'au', 'mi', 'cu_03', 'joint_kl', 'gradient_norm', 'learning_rate']

/** The largest MI that the runs' validation splits can show, ln N; null while none is known. */
export function ceilingOf(runs: readonly Run[], valid: (id: string) => Series): number | null {
  const known = runs.map((run) => valid(run.id).values.mi_ceiling?.findLast((value) => value !== null) ?? run.latest.mi_ceiling ?? null)
  const numbers = known.filter((value) => value !== null)
  return numbers.length > 0 ? Math.max(...numbers) : null
}

/** ECharts' options for the lines of one metric. */
export function lineOptions(
  metric: MetricId,
  runs: readonly Run[],
  curves: readonly Curve[],
  axis: XAxis,
  ceiling: number | null,
  colours: ChartColours,
  dark: boolean,
): EChartsCoreOption {
  const byId = new Map(runs.map((run) => [run.id, run]))
  const label = { ...FONT, color: colours.quiet, hideOverlap: true }
  const drawn = runs.filter((run) => curves.some((curve) => curve.run === run.id))
  const end = endOf(metric, drawn, ceiling)
  const [low, high] = rangeOf(curves) ?? [0, 1]
  const scale = end === null ? scaleOf(low, high, FROM_ZERO.includes(metric)) : scaleTo(end)
  const last = Math.max(1e-9, ...curves.map((curve) => curve.points[curve.points.length - 1][0]))
  const lines = curves.map((curve) => {
    const number = byId.get(curve.run)?.number ?? 1
    const single = curve.points.length === 1
    return {
      id: `${curve.run} ${curve.kind}`,
      type: 'line',
      data: curve.points,
      z: curve.kind === 'valid' ? 3 : 2,
      silent: true,
      symbol: curve.kind === 'valid' && curve.points.length <= 30 ? 'circle' : 'none',
      showSymbol: single || (curve.kind === 'valid' && curve.points.length <= 30),
      symbolSize: 4,
      color: runColour(number, dark),
      lineStyle: { width: WIDTHS[curve.kind], opacity: OPACITIES[curve.kind], type: runDash(number) },
    }
  })
  const marked = {
    id: 'ceiling',
    type: 'line',
    data: [],
    silent: true,
    markLine: ceiling === null ? undefined : ceilingLine(ceiling, colours),
  }
  return {
    animation: false,
    grid: { left: 2, right: 10, top: 10, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: {
      type: 'value',
      min: 0,
      max: last,
      show: curves.length > 0,
      splitNumber: 4,
      splitLine: { show: false },
      axisLine: { lineStyle: { color: colours.strong } },
      axisTick: { show: false },
      axisLabel: {
        ...label,
        showMaxLabel: true,
        alignMaxLabel: 'right',
        formatter: (value: number) =>
          value === last ? texts.runs.axisUnits[axis] : axis === 'seconds' ? formatSpan(value) : formatTick(value),
      },
    },
    yAxis: {
      type: 'value',
      ...scale,
      show: curves.length > 0,
      splitLine: { lineStyle: { color: colours.line } },
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...label, formatter: formatTick },
    },
    series: [...lines, marked],
  }
}

/** Where the scale ends, for metrics that have an end: the latent width, the ceiling of MI, a full weight. Null for the others. */
function endOf(metric: MetricId, runs: readonly Run[], ceiling: number | null): number | null {
  if (METRICS[metric].unit === 'units') return Math.max(1, ...runs.map((run) => run.config.settings.latent))
  if (metric === 'kl_weight') return 1
  return metric === 'mi' && ceiling !== null ? Math.ceil(ceiling) : null
}

const ceilingLine = (ceiling: number, colours: ChartColours) => ({
  silent: true,
  symbol: 'none',
  animation: false,
  data: [{ yAxis: ceiling }],
  lineStyle: { color: colours.quiet, type: 'dashed', width: 1 },
  label: { ...FONT, color: colours.quiet, position: 'insideStartBottom', formatter: texts.charts.ceiling(ceiling.toFixed(2)) },
})
