import { describe, expect, it } from 'vitest'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { makePosteriors, type GaussianPosteriors } from '../../../src/lab/evaluation/posteriors'
import { densityGrid } from '../../../src/lab/latent/density-grid'
import { Random } from '../../../src/lab/random'

const engine = new OnnxEngine({ threads: 1 })
const size = 41
const extent = 5
const place = (p: number) => -extent + (2 * extent * p) / (size - 1)

/** E_x q(z_a, z_b | x) by its definition, in float64. */
function densityAt({ count, latent, mean, logvar }: GaussianPosteriors, dimensions: readonly number[], z: readonly number[]): number {
  let sum = 0
  for (let n = 0; n < count; n++) {
    const log = dimensions.reduce((total, d, i) => {
      const at = n * latent + d
      return total - 0.5 * (Math.log(2 * Math.PI) + logvar[at] + (z[i] - mean[at]) ** 2 / Math.exp(logvar[at]))
    }, 0)
    sum += Math.exp(log)
  }
  return sum / count
}

/** The largest relative error where the density is above `least`, and the largest value found where it is not. */
async function errors(posteriors: GaussianPosteriors, dimensions: readonly [number, number], least: number) {
  const grid = await densityGrid(engine, posteriors, dimensions, size, extent)
  let relative = 0
  let below = 0
  grid.forEach((value, p) => {
    const exact = densityAt(posteriors, dimensions, [place(p % size), place(Math.floor(p / size))])
    if (exact > least) relative = Math.max(relative, Math.abs(value - exact) / exact)
    else below = Math.max(below, value)
  })
  return { relative, below }
}

describe('densityGrid', () => {
  it('is the aggregated density of any two dimensions, to float32, for more posteriors than one block', async () => {
    const random = new Random('grid')
    const mean = random.fillNormal(new Float64Array(3 * 2500))
    const logvar = random.fillNormal(new Float64Array(3 * 2500)).map((value) => value - 3)
    const { relative } = await errors(makePosteriors(3, mean, logvar), [2, 0], 1e-37)
    expect(relative).toBeLessThan(1e-6)
  })

  it('keeps what is far from every posterior, down to what float32 can hold', async () => {
    // In opposite corners, eight deviations from the middle, where the prior is at its highest and the density about 1e-28.
    const posteriors = makePosteriors(2, [-4, -4, 4, 4], new Float64Array(4).fill(2 * Math.log(0.5)))
    const { relative, below } = await errors(posteriors, [0, 1], 1e-36)
    expect(relative).toBeLessThan(1e-6)
    expect(below).toBeLessThan(1.1e-36)
    const grid = await densityGrid(engine, posteriors, [0, 1], size, extent)
    const middle = grid[20 * size + 20]
    expect(middle).toBeGreaterThan(0)
    expect(middle).toBeLessThan(1e-27)
  })

  it('holds posteriors much narrower than its steps', async () => {
    const posteriors = makePosteriors(2, [place(10), place(30), place(30), place(10)], [-20, -20, 1, 1])
    const { relative } = await errors(posteriors, [0, 1], 1e-30)
    expect(relative).toBeLessThan(1e-6)
  })
})
