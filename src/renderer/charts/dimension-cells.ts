import type { Dimensions } from '../../shared/dimensions'
import { formatNumber } from '../../shared/number'
import { ACTIVE_VARIANCE, CONSISTENT_KL } from '../../shared/units'
import { texts } from '../texts'

export const DIMENSION_ORDERS = ['index', 'kl', 'variance'] as const
export type DimensionOrder = (typeof DIMENSION_ORDERS)[number]

/** One dimension of the monitor. */
export interface DimensionCell {
  dimension: number
  kl: number
  variance: number
  consistent: boolean
  active: boolean
  /** Outlines in a box of width 1 and height 1, y down: the aggregated posterior and the prior. */
  posterior: string
  prior: string
}

/** Whether a dimension agrees with the prior, and whether it says anything. */
export const verdictOn = (kl: number, variance: number) => ({ consistent: kl < CONSISTENT_KL.cu_03, active: variance >= ACTIVE_VARIANCE })

/** The ends of the grid that the densities stand on. */
export function endsOf({ grid }: Pick<Dimensions, 'grid'>): [from: number, to: number] {
  const half = grid.length > 1 ? (grid[1] - grid[0]) / 2 : 0.5
  return [grid[0] - half, grid[grid.length - 1] + half]
}

/** The tops that a plot may have, in peaks of the prior: what is higher is cut, as a spike has no height worth comparing. */
const TOPS = [1.25, 1.5, 2]

/** The dimensions in an order: by index, or the largest KL or variance first. All share one vertical scale, that of the prior. */
export function dimensionCells({ grid, prior, density, kl, mean_variance }: Dimensions, order: DimensionOrder): DimensionCell[] {
  const peak = Math.max(1e-9, ...prior)
  const highest = density.reduce((most, heights) => Math.max(most, ...heights), 0) / peak
  const top = peak * (TOPS.find((one) => one >= highest) ?? TOPS[TOPS.length - 1])
  const outline = (heights: readonly number[]) => {
    const last = Math.max(1, grid.length - 1)
    const points = heights.map((height, i) => `${(i / last).toFixed(4)} ${(1 - Math.min(1, height / top)).toFixed(4)}`)
    return `M0 1L${points.join('L')}L1 1Z`
  }
  const ground = outline(prior)
  const cells = density.map((heights, dimension) => ({
    dimension,
    kl: kl[dimension],
    variance: mean_variance[dimension],
    ...verdictOn(kl[dimension], mean_variance[dimension]),
    posterior: outline(heights),
    prior: ground,
  }))
  if (order === 'kl') cells.sort((a, b) => b.kl - a.kl)
  if (order === 'variance') cells.sort((a, b) => b.variance - a.variance)
  return cells
}

/** A dimension in words: its KL, whether it agrees with the prior, and that it says nothing where it does not. */
export function dimensionSaid({
  dimension,
  kl,
  consistent,
  active,
}: Pick<DimensionCell, 'dimension' | 'kl' | 'consistent' | 'active'>): string {
  const { health } = texts
  const words = [consistent ? health.consistent : health.inconsistent, ...(active ? [] : [health.inactive])].join(', ')
  return health.dimensionSaid(dimension, formatNumber(kl, 3), words)
}
