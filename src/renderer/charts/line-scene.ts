import { Group, Line as Rule, Path, Polygon, Rect, Text, type PathProps } from 'zrender'
import type { ChartColours } from './colours'
import { decimate, type Column } from './decimate'
import type { Dash } from './palette'

/** A line to draw; x rises. */
export interface PlotLine {
  xs: ArrayLike<number>
  ys: Column
  colour: string
  dash: Dash
  width: number
  opacity: number
  /** Whether its points are marked. */
  dots: boolean
}

/** What a chart of lines shows, in its own units. */
export interface Plot {
  lines: readonly PlotLine[]
  /** Areas between two curves, under the lines. */
  bands?: readonly { xs: ArrayLike<number>; low: Column; high: Column; colour: string }[]
  x: { from: number; to: number; log: boolean; ticks: readonly number[]; format(value: number): string; unit: string }
  y: { min: number; max: number; ticks: readonly number[]; log: boolean; format(value: number): string }
  /** A level across the chart with its name. */
  level?: { value: number; label: string } | null
  /** Events on the horizontal axis. */
  marks?: readonly { x: number; colour: string }[]
}

export interface Size {
  width: number
  height: number
}

/** The inner rectangle of a chart in pixels, and how values lie in it. */
export interface Area {
  left: number
  top: number
  width: number
  height: number
  x(value: number): number
  y(value: number): number
  /** The value at a pixel of the horizontal axis. */
  valueAt(px: number): number
}

const FONT = "11px 'Inter Variable', Inter, sans-serif"
/** About the width of a digit at 11 px. */
const DIGIT = 6.4
const [TOP, BOTTOM, RIGHT] = [10, 24, 10]
const DASHES: Record<Dash, number[] | false> = { solid: false, dashed: [5, 3], dotted: [1.5, 2.5] }

/** Where the lines of a plot go in a picture of a size. */
export function areaOf({ x, y }: Plot, { width, height }: Size): Area {
  const left = 8 + DIGIT * Math.max(1, ...y.ticks.map((tick) => y.format(tick).length))
  const inner = { left, top: TOP, width: Math.max(1, width - left - RIGHT), height: Math.max(1, height - TOP - BOTTOM) }
  const [across, up] = [placing(x.log), placing(y.log)]
  const [from, to, bottom, top] = [across.place(x.from), across.place(x.to), up.place(y.min), up.place(y.max)]
  return {
    ...inner,
    x: (value) => inner.left + ((across.place(value) - from) / (to - from || 1)) * inner.width,
    y: (value) => inner.top + (1 - (up.place(value) - bottom) / (top - bottom || 1)) * inner.height,
    valueAt: (px) => across.value(from + ((px - inner.left) / inner.width) * (to - from || 1)),
  }
}

/** Where a value stands on an axis and which value stands there; on a logarithmic one nothing stands at or below zero. */
const placing = (log: boolean) =>
  log
    ? { place: (value: number) => (value > 0 ? Math.log10(value) : NaN), value: (place: number) => 10 ** place }
    : { place: (value: number) => value, value: (place: number) => place }

/** The plot as shapes, the same for the screen, for PNG and for SVG. */
export function lineScene(plot: Plot, size: Size, colours: ChartColours): Group {
  const area = areaOf(plot, size)
  const scene = new Group({ silent: true })
  // Axes of nothing would be numbers that are not there.
  if (plot.lines.length === 0) return scene
  for (const part of [grid(plot, area, colours), curves(plot, area, colours), labels(plot, area, colours)]) scene.add(part)
  return scene
}

function grid({ y, level }: Plot, area: Area, colours: ChartColours): Group {
  const group = new Group({ silent: true })
  const right = area.left + area.width
  for (const tick of y.ticks) {
    const at = crisp(area.y(tick))
    group.add(
      new Rule({ silent: true, shape: { x1: area.left, x2: right, y1: at, y2: at }, style: { stroke: colours.line, lineWidth: 1 } }),
    )
  }
  // The strong line is zero where values lie a little below it, otherwise the lower edge.
  const base = crisp(y.min < 0 && y.ticks[0] === 0 ? area.y(0) : area.top + area.height)
  group.add(
    new Rule({ silent: true, shape: { x1: area.left, x2: right, y1: base, y2: base }, style: { stroke: colours.strong, lineWidth: 1 } }),
  )
  if (level) {
    const at = crisp(area.y(level.value))
    const style = { stroke: colours.quiet, lineWidth: 1, lineDash: [4, 3] }
    group.add(new Rule({ silent: true, shape: { x1: area.left, x2: right, y1: at, y2: at }, style }))
  }
  return group
}

function curves({ lines, bands = [], x }: Plot, area: Area, colours: ChartColours): Group {
  const group = new Group({ silent: true })
  group.setClipPath(new Rect({ shape: { x: area.left, y: area.top - 3, width: area.width + 3, height: area.height + 6 } }))
  const window = [x.from, x.to] as const
  for (const { xs, low, high, colour } of bands) {
    const up = pairs(decimate(xs, high, window, area.x, area.y))
    const down = pairs(decimate(xs, low, window, area.x, area.y)).reverse()
    group.add(new Polygon({ silent: true, shape: { points: [...up, ...down] }, style: { fill: colour, opacity: 0.16 } }))
  }
  for (const line of lines) {
    const points = decimate(line.xs, line.ys, window, area.x, area.y)
    const { colour, opacity, width, dash } = line
    const style = { stroke: colour, fill: 'none', lineWidth: width, opacity, lineDash: DASHES[dash], lineJoin: 'round' as const }
    group.add(new Curve({ silent: true, shape: { points }, style }))
    if (line.dots || points.length === 2)
      group.add(
        new Dots({ silent: true, shape: { points, radius: 2 }, style: { fill: colour, stroke: colours.ground, lineWidth: 0.5, opacity } }),
      )
  }
  return group
}

function labels({ x, y, level, marks = [] }: Plot, area: Area, colours: ChartColours): Group {
  const group = new Group({ silent: true })
  const text = (said: string, left: number, top: number, align: 'left' | 'right' | 'center', verticalAlign: 'top' | 'middle' | 'bottom') =>
    group.add(new Text({ silent: true, style: { text: said, x: left, y: top, align, verticalAlign, font: FONT, fill: colours.quiet } }))
  for (const tick of y.ticks) text(y.format(tick), area.left - 6, area.y(tick), 'right', 'middle')
  const right = area.left + area.width
  const below = area.top + area.height + 7
  text(x.unit, right + 4, below, 'right', 'top')
  let taken = right + 4 - DIGIT * x.unit.length - 8
  for (const tick of [...x.ticks].reverse()) {
    const said = x.format(tick)
    const half = (said.length * DIGIT) / 2
    const at = area.x(tick)
    if (at + half > taken || at - half < 0) continue
    text(said, at, below, 'center', 'top')
    taken = at - half - 8
  }
  if (level) {
    // Under the line where one of the grid would pass through the words above it; the halo is for curves.
    const at = area.y(level.value)
    const struck = y.ticks.some((tick) => at - area.y(tick) > 1 && at - area.y(tick) < 18)
    const place = { x: area.left + 4, y: at + (struck ? 10 : -10), align: 'left' as const, verticalAlign: 'middle' as const }
    const style = { text: level.label, ...place, font: FONT, fill: colours.quiet, stroke: colours.ground, lineWidth: 3 }
    group.add(new Text({ silent: true, style }))
  }
  const foot = area.top + area.height
  for (const mark of marks) {
    const at = area.x(mark.x)
    if (at < area.left - 1 || at > right + 1) continue
    const points = [
      [at - 4.5, foot + 0.5],
      [at + 4.5, foot + 0.5],
      [at, foot - 7.5],
    ]
    group.add(new Polygon({ silent: true, shape: { points }, style: { fill: mark.colour, stroke: colours.ground, lineWidth: 1 } }))
  }
  return group
}

/** A line of flat pixels. */
class Curve extends Path<PathProps & { shape?: { points: number[] } }> {
  override getDefaultShape() {
    return { points: [] as number[] }
  }

  override buildPath(path: CanvasRenderingContext2D, { points }: { points: number[] }): void {
    for (let i = 0; i + 1 < points.length; i += 2) {
      if (i === 0) path.moveTo(points[0], points[1])
      else path.lineTo(points[i], points[i + 1])
    }
  }
}

/** Marked points of flat pixels. */
class Dots extends Path<PathProps & { shape?: { points: number[]; radius: number } }> {
  override getDefaultShape() {
    return { points: [] as number[], radius: 2 }
  }

  override buildPath(path: CanvasRenderingContext2D, { points, radius }: { points: number[]; radius: number }): void {
    for (let i = 0; i + 1 < points.length; i += 2) {
      path.moveTo(points[i] + radius, points[i + 1])
      path.arc(points[i], points[i + 1], radius, 0, 2 * Math.PI)
    }
  }
}

const pairs = (flat: readonly number[]): number[][] => Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]])

/** Between pixels, so that a line of one pixel is one. */
const crisp = (at: number) => Math.round(at) + 0.5
