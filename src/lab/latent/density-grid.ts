import { setImmediate } from 'node:timers/promises'
import type { Engine } from '../engines/engine'
import { addGaussian, type Line } from '../evaluation/gaussian-line'
import type { GaussianPosteriors } from '../evaluation/posteriors'
import { defineProgram, matmul, placeholder } from '../graph'

/** Posteriors a run of the engine takes; their sums are added up in float64. */
const BLOCK = 2048

/**
 * Height of the highest curve. Products of two and their sum over a block stay under float32's largest number, and what is lost below
 * its smallest is under 1e-70 of a density, less than the float32 of the result can hold.
 */
const HIGHEST = 2 ** 56
/** Deviations at which such a curve reaches float32's smallest number. */
const REACH = 15.9

/**
 * Aggregated posterior of two dimensions on a grid: E_x q(z_a, z_b | x) at size × size points over [−extent, extent]², row-major, row 0
 * the lowest b, to a few 1e-7 of each value. A diagonal Gaussian is a product of its two dimensions, so the grid is one matrix product,
 * Bᵀ·A, of the posteriors' densities along b [count, size] and along a.
 */
export async function densityGrid(
  engine: Engine,
  posteriors: GaussianPosteriors,
  [a, b]: readonly [number, number],
  size: number,
  extent: number,
): Promise<Float32Array> {
  const { count } = posteriors
  const line = { points: size, from: -extent, step: (2 * extent) / (size - 1) }
  const axes: Axis[] = [a, b].map((d) => ({ d, narrowest: narrowestOf(posteriors, d) }))
  const [columnsOf, rowsOf] = ['columns', 'rows'].map((name) => placeholder(name, ['posteriors', size]))
  const executable = await engine.compile(defineProgram({ product: matmul(rowsOf, columnsOf, { a: true }) }), new Map())
  const sums = new Float64Array(size * size)
  const [alongA, alongB] = axes.map(() => new Float32Array(Math.min(count, BLOCK) * size))
  try {
    for (let from = 0; from < count; from += BLOCK) {
      const to = Math.min(count, from + BLOCK)
      const [columns, rows] = [alongA, alongB].map((held, i) => {
        const values = held.subarray(0, (to - from) * size)
        drawCurves(values, posteriors, axes[i], from, line)
        return values
      })
      const { product } = await executable.run({ columns, rows }, { posteriors: to - from })
      addTo(sums, product)
      await setImmediate()
    }
  } finally {
    await executable.release()
  }
  return scaled(sums, 1 / (2 * Math.PI * count * axes.reduce((product, { narrowest }) => product * HIGHEST * narrowest, 1)))
}

/** A dimension and the smallest standard deviation in it. */
interface Axis {
  d: number
  narrowest: number
}

/** Smallest standard deviation of a dimension. */
function narrowestOf({ count, latent, logvar }: GaussianPosteriors, d: number): number {
  let least = Infinity
  for (let i = d; i < count * latent; i += latent) least = Math.min(least, logvar[i])
  return Math.exp(0.5 * least)
}

/** Densities of the posteriors from `from` on along a dimension times √2π·HIGHEST·narrowest, [posteriors, points]. */
function drawCurves(values: Float32Array, { latent, mean, logvar }: GaussianPosteriors, { d, narrowest }: Axis, from: number, line: Line) {
  values.fill(0)
  for (let at = 0, i = from * latent + d; at < values.length; at += line.points, i += latent) {
    const deviation = Math.exp(0.5 * logvar[i])
    addGaussian(values, at, line, mean[i], deviation, HIGHEST * (narrowest / deviation), REACH)
  }
}

function addTo(sums: Float64Array, values: Float32Array | Float64Array): void {
  for (let p = 0; p < sums.length; p++) sums[p] += values[p]
}

function scaled(values: Float64Array, factor: number): Float32Array {
  const out = new Float32Array(values.length)
  for (let p = 0; p < out.length; p++) out[p] = values[p] * factor
  return out
}
