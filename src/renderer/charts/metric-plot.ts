import { METRICS, type MetricId } from '../../shared/metrics'
import type { Series } from '../../shared/run'
import { formatSpan, formatTick } from '../format'
import type { XAxis } from '../stores/ui'
import { texts } from '../texts'
import type { ChartRun } from './chart-run'
import type { ChartColours } from './colours'
import type { Plot } from './line-scene'
import { rangeOf, type Line } from './lines'
import { runColour, runDash } from './palette'
import { scaleOf, scaleTo, ticksOf } from './scale'
import { logScaleOf, ticksBetween } from './ticks'

/** The raw curve lies at a fifth of the opacity under the smoothed one. */
const WIDTHS = { raw: 0.75, smooth: 1, valid: 2 } as const
const OPACITIES = { raw: 0.2, smooth: 1, valid: 1 } as const
/** A line of so many points or fewer shows them. */
const MOST_DOTS = 30

/** Metrics whose scale starts at zero: sizes and counts, where the distance from zero is the message. */
const FROM_ZERO: readonly MetricId[] = ['kl', 'density_gap', 'kl_weight', 'au', 'mi', 'cu_03', 'joint_kl', 'gradient_norm', 'learning_rate']

/** What a chart of the page shows of its axes. */
export interface ChartView {
  axis: XAxis
  /** Part of the horizontal axis. */
  window: readonly [from: number, to: number]
  log: { x: boolean; y: boolean }
}

/** What is to be seen of the lines of one metric. */
export interface MetricView extends ChartView {
  metric: MetricId
  runs: readonly ChartRun[]
  lines: readonly Line[]
  /** ln N, where MI has it. */
  ceiling: number | null
}

/** The largest MI that the runs' validation splits can show, ln N; null while none is known. */
export function ceilingOf(runs: readonly ChartRun[], valid: (id: string) => Series): number | null {
  const known = runs.map((run) => valid(run.id).values.mi_ceiling?.findLast((value) => value !== null) ?? null)
  const numbers = known.filter((value) => value !== null)
  return numbers.length > 0 ? Math.max(...numbers) : null
}

/** The plot of one metric over some runs. */
export function metricPlot(view: MetricView, colours: ChartColours, dark: boolean): Plot {
  const { lines, runs, axis, ceiling, metric } = view
  const byId = new Map(runs.map((run) => [run.id, run]))
  return {
    x: xOf(view),
    y: yOf(view),
    lines: lines.map(({ run, kind, xs, ys }) => {
      const number = byId.get(run)?.number ?? 1
      return {
        xs,
        ys,
        colour: runColour(number, dark),
        dash: runDash(number),
        width: WIDTHS[kind],
        opacity: OPACITIES[kind],
        dots: kind === 'valid' && xs.length <= MOST_DOTS,
      }
    }),
    level: metric === 'mi' && ceiling !== null ? { value: ceiling, label: texts.charts.ceiling(ceiling.toFixed(2)) } : null,
    marks: runs.flatMap((run) =>
      run.alarms.map((alarm) => ({ x: alarm[axis], colour: alarm.rule === 'hole' ? colours.warn : colours.bad })),
    ),
  }
}

const formatX = (axis: XAxis) => (value: number) => (axis === 'seconds' ? formatSpan(value) : formatTick(value))

function xOf({ lines, axis, window: [from, to], log }: MetricView): Plot['x'] {
  const unit = texts.runs.axisUnits[axis]
  const least = Math.min(...lines.map(({ xs }) => xs.find((x) => x > 0) ?? Infinity))
  if (log.x && least < to) {
    const start = Math.max(from, least)
    const { ticks } = logScaleOf(start, to)
    return { from: start, to, log: true, ticks: ticks.filter((tick) => tick >= start && tick <= to), format: formatX(axis), unit }
  }
  const end = to > from ? to : from + 1
  return { from, to: end, log: false, ticks: ticksBetween(from, end, 5, axis), format: formatX(axis), unit }
}

function yOf({ metric, runs, lines, window, ceiling, log }: MetricView): Plot['y'] {
  const positive = log.y ? rangeOf(lines, window, true) : null
  if (positive) return { ...logScaleOf(...positive), log: true, format: formatTick }
  const end = endOf(
    metric,
    runs.filter((run) => lines.some((line) => line.run === run.id)),
  )
  const [low, high] = rangeOf(lines, window) ?? rangeOf(lines) ?? [0, 1]
  const fitted =
    metric === 'mi' && ceiling !== null ? scaleOf(Math.min(0, low), ceiling, true) : scaleOf(low, high, FROM_ZERO.includes(metric))
  const scale = end === null ? fitted : scaleTo(end)
  return { min: scale.min, max: scale.max, ticks: ticksOf(scale), log: false, format: formatTick }
}

/** Where the scale ends, for metrics that have an end: the latent width, a full weight. Null for the others. */
function endOf(metric: MetricId, runs: readonly ChartRun[]): number | null {
  if (METRICS[metric].unit === 'units') return Math.max(1, ...runs.map((run) => run.latent))
  return metric === 'kl_weight' ? 1 : null
}
