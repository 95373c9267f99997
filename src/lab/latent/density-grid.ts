import type { GaussianPosteriors } from '../evaluation/posteriors'

/**
 * Aggregated posterior of two dimensions on a grid: E_x q(z_a, z_b | x) at size × size points over [−extent, extent]²,
 * row-major, row 0 the lowest b. A diagonal Gaussian is a product, so each sentence adds an outer product of two rows,
 * of which only the part within eight standard deviations is touched.
 */
export function densityGrid(
  { count, latent, mean, logvar }: GaussianPosteriors,
  [a, b]: readonly [number, number],
  size: number,
  extent: number,
): Float32Array {
  const grid = new Float64Array(size * size)
  const step = (2 * extent) / (size - 1)
  const row = { values: new Float64Array(size), from: 0, to: -1 }
  const column = { values: new Float64Array(size), from: 0, to: -1 }
  const fill = (into: typeof row, i: number) => {
    const deviation = Math.exp(0.5 * logvar[i])
    const scale = 1 / (deviation * Math.sqrt(2 * Math.PI))
    into.from = Math.max(0, Math.ceil((mean[i] - 8 * deviation + extent) / step))
    into.to = Math.min(size - 1, Math.floor((mean[i] + 8 * deviation + extent) / step))
    for (let p = into.from; p <= into.to; p++) into.values[p] = scale * Math.exp(-0.5 * ((-extent + p * step - mean[i]) / deviation) ** 2)
  }
  for (let n = 0; n < count; n++) {
    fill(row, n * latent + a)
    fill(column, n * latent + b)
    for (let y = column.from; y <= column.to; y++) {
      const weight = column.values[y] / count
      const base = y * size
      for (let x = row.from; x <= row.to; x++) grid[base + x] += weight * row.values[x]
    }
  }
  return Float32Array.from(grid)
}
