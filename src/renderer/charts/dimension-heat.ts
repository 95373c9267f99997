import type { Dimensions } from '../../shared/dimensions'
import { colourTable, paintRows, type DensityMap } from './colour-map'
import { verdictOn } from './dimension-cells'

/** A run's aggregated posteriors as pictures of one pixel a bin, a row a dimension. */
export interface Heat {
  /** The dimensions from the top, the most active first. */
  rows: readonly number[]
  /** PNG as data: those of the posterior and of the prior. */
  posteriors: string
  prior: string
  /** The density that takes the last colour. */
  top: number
  active: number
  consistent: number
}

export function heatOf({ density, prior, mean_variance, kl, grid }: Dimensions, map: DensityMap): Heat {
  const rows = density.map((_, d) => d).sort((a, b) => mean_variance[b] - mean_variance[a])
  // The prior's peak stands in the middle of the map: a narrow posterior is brighter, an empty place darker.
  const top = 2 * Math.max(1e-9, ...prior)
  const verdicts = rows.map((d) => verdictOn(kl[d], mean_variance[d]))
  const picture = (curves: readonly (readonly number[])[]) => rowsPng(curves, grid.length, top, map)
  return {
    rows,
    posteriors: picture(rows.map((d) => density[d])),
    prior: picture([prior]),
    top,
    active: verdicts.filter(({ active }) => active).length,
    consistent: verdicts.filter(({ consistent }) => consistent).length,
  }
}

function rowsPng(rows: readonly (readonly number[])[], width: number, top: number, map: DensityMap): string {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = rows.length
  canvas.getContext('2d')?.putImageData(new ImageData(paintRows(rows, width, top, colourTable(map)), width, rows.length), 0, 0)
  return canvas.toDataURL('image/png')
}
