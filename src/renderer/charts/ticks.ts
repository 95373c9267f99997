import type { XAxis } from '../stores/ui'
import { scaleOf, ticksOf } from './scale'

const ROUND = [1, 2, 5, 10]
/** Round spans of time, in seconds: parts of a minute, of an hour, of a day. */
const SPANS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400]

/** At most `most` round places between two ends: whole numbers of steps and epochs, round spans of time. */
export function ticksBetween(from: number, to: number, most: number, axis: XAxis): number[] {
  const span = to - from
  if (!(span > 0)) return []
  const interval = axis === 'seconds' ? (SPANS.find((step) => span / step <= most) ?? roundStep(span, most)) : stepOf(span, most, axis)
  const ticks: number[] = []
  for (let tick = Math.ceil(from / interval - 1e-9) * interval; tick <= to + interval * 1e-9; tick += interval)
    ticks.push(Math.abs(tick) < interval * 1e-9 ? 0 : tick)
  return ticks
}

/** Part of an epoch is a place, part of a step is none. */
const stepOf = (span: number, most: number, axis: XAxis) => (axis === 'step' ? Math.max(1, roundStep(span, most)) : roundStep(span, most))

function roundStep(span: number, most: number): number {
  const power = 10 ** Math.floor(Math.log10(span / most))
  return (ROUND.find((digit) => span / (digit * power) <= most) ?? 10) * power
}

/** A logarithmic scale: its ends and its ticks. */
export interface LogScale {
  min: number
  max: number
  ticks: number[]
}

/** Within this factor a logarithmic scale has even ticks: decades would leave most of it empty. */
const NARROW = 8

/** A logarithmic scale that shows low…high, both above zero: whole decades with a tick each, within two decades 1, 2 and 5 of each. */
export function logScaleOf(low: number, high: number): LogScale {
  if (high / low < NARROW) {
    const scale = scaleOf(low, high, false)
    if (scale.min > 0) return { min: scale.min, max: scale.max, ticks: ticksOf(scale) }
  }
  const digits = high / low < 100 ? [1, 2, 5] : [1]
  const places: number[] = []
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++)
    for (const digit of digits) places.push(Number(`${digit}e${power}`))
  const min = places.findLast((place) => place <= low * (1 + 1e-9)) ?? places[0]
  const max = places.find((place) => place >= high * (1 - 1e-9) && place > min) ?? places[places.length - 1]
  const inside = places.filter((place) => place >= min && place <= max)
  const stride = Math.ceil(inside.length / 6)
  return { min, max, ticks: inside.filter((_, i) => i % stride === 0) }
}
