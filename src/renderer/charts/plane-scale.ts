import { METRICS, type MetricId } from '../../shared/metrics'
import type { TradeOff } from '../compare/trade-off'
import { scaleOf, scaleTo, ticksOf } from './scale'
import { logScaleOf } from './ticks'

export interface PlaneScale {
  min: number
  max: number
  ticks: readonly number[]
  log: boolean
}

/** Room around the points, as part of their span. */
const ROOM = 0.06

/** A scale that shows all points with their bars and the published ones; counts of units go to the latent. */
export function planeScale({ points, published }: TradeOff, axis: 'x' | 'y', metric: MetricId, log: boolean): PlaneScale {
  const means = [...points.map((point) => point[axis]), ...published.map((point) => point[axis])]
  if (log) {
    const ends = [...means, ...points.flatMap((point) => (point[`${axis}Range`] ?? []).filter((end) => end > 0))]
    return { ...logScaleOf(Math.min(...ends), Math.max(...ends)), log: true }
  }
  const values = [...means, ...points.flatMap((point) => point[`${axis}Range`] ?? [])]
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const room = (high - low || Math.abs(high) || 1) * ROOM
  // An estimate of something positive may lie a little below zero.
  const fromZero = low >= -0.05 * high && low < (high - low) / 2
  const latent = Math.max(...points.map(({ row }) => row.runs[0].config.settings.latent))
  const scale =
    METRICS[metric].unit === 'units' && high <= latent
      ? scaleTo(latent)
      : scaleOf(fromZero ? Math.min(0, low) : low - room, high + room, fromZero)
  return { min: scale.min, max: scale.max, ticks: ticksOf(scale), log: false }
}

/** How far along a scale a value stands, 0…1; what lies beyond its ends, as part of a bar may, stands there. */
export function share(value: number, { min, max, log }: PlaneScale): number {
  const place = log ? (at: number) => Math.log(Math.max(at, min)) : (at: number) => at
  return Math.min(1, Math.max(0, (place(value) - place(min)) / (place(max) - place(min))))
}
