import { computed, type Ref } from 'vue'
import type { MetricId } from '../../shared/metrics'
import { staircase, type PublishedPoint, type TradeOff, type TradeOffPoint } from '../compare/trade-off'
import { LETTER } from './fit-text'
import type { Size } from './line-scene'
import { runColour, runDash } from './palette'
import { placeLabels, type LabelBox, type Segment } from './place-labels'
import { planeScale, share } from './plane-scale'

/** Room for the axes around the plane, pixels. */
const [LEFT, RIGHT, TOP, BOTTOM] = [64, 24, 16, 44]
/** Pixels from the middle of a point to its edge; the ring marks those on the front. */
const DOT = 5
export const RING = 9
/** Pixels that labels keep from the axes. */
const CLEAR = 4
/** Characters of a label beside its point; the whole one is told with the numbers. */
const LONGEST = 40
/** Colours repeat after eight runs; the shape tells those apart, as the dashes of a line do. */
const SHAPES = { solid: 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0', dashed: 'M-4.5-4.5h9v9h-9z', dotted: 'M0-5.5l5.5 9.5h-11z' }

/** What is laid out. */
interface Shown {
  plane: TradeOff
  x: MetricId
  y: MetricId
  log: { x: boolean; y: boolean }
  labelOf: (point: TradeOffPoint) => string
  dark: boolean
}

/** A method in the plane, in pixels. */
export interface PlacedPoint {
  point: TradeOffPoint
  x: number
  y: number
  /** Where its label stands, and the line that leads to it; null where there is no room for one. */
  label: { left: number; top: number; text: string; leader: Segment | null } | null
  colour: string
  /** The outline of its mark around 0 0. */
  shape: string
}

/** Where everything stands in a plane of two metrics of a size. */
export function usePlaneLayout(shown: () => Shown, size: Readonly<Ref<Size>>) {
  const area = computed(() => ({ left: LEFT, top: TOP, width: size.value.width - LEFT - RIGHT, height: size.value.height - TOP - BOTTOM }))
  const scaleFor = (axis: 'x' | 'y') => {
    const { plane, log, [axis]: metric } = shown()
    return planeScale(plane, axis, metric, log[axis])
  }
  const across = computed(() => scaleFor('x'))
  const up = computed(() => scaleFor('y'))
  const px = (value: number) => area.value.left + share(value, across.value) * area.value.width
  const py = (value: number) => area.value.top + (1 - share(value, up.value)) * area.value.height

  /** Where labels may stand. A scale that begins a little below zero has its axis at zero, within the plane. */
  const clear = computed<LabelBox>(() => {
    const { left, top, width, height } = area.value
    const from = (across.value.log ? left : px(across.value.ticks[0])) + CLEAR
    const to = (up.value.log ? top + height : py(up.value.ticks[0])) - CLEAR
    return { left: from, top, width: left + width - from, height: to - top }
  })

  const published = computed<(PublishedPoint & { left: number; top: number })[]>(() =>
    shown().plane.published.map((point) => ({ ...point, left: px(point.x), top: py(point.y) })),
  )
  /** The edges of the fronts, which labels rather keep off. */
  const edges = computed<Segment[]>(() =>
    shown().plane.fronts.flatMap((front) => {
      const corners = staircase(front, shown().x).map(({ x, y }) => ({ x: px(x), y: py(y) }))
      return corners.slice(1).map((to, i) => ({ x1: corners[i].x, y1: corners[i].y, x2: to.x, y2: to.y }))
    }),
  )
  /** The front is labelled first. */
  const placed = computed<PlacedPoint[]>(() => {
    const { plane, labelOf, dark } = shown()
    const points = [...plane.points].sort((a, b) => Number(b.front) - Number(a.front))
    const labels = points.map((point) => shorten(labelOf(point)))
    const spots = points.map((point, i) => ({
      x: px(point.x),
      y: py(point.y),
      width: labels[i].length * LETTER,
      radius: point.front ? RING : DOT,
    }))
    const hollow = published.value.map(({ left, top }) => ({ x: left, y: top }))
    const boxes = placeLabels(spots, clear.value, { obstacles: hollow, lines: edges.value })
    return points.map((point, i) => {
      const { number } = point.row.runs[0]
      const label = boxes[i] && { ...boxes[i], text: labels[i] }
      return { point, x: spots[i].x, y: spots[i].y, label, colour: runColour(number, dark), shape: SHAPES[runDash(number)] }
    })
  })
  return { area, across, up, px, py, published, placed }
}

const shorten = (label: string) => (label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label)
