import { describe, expect, it } from 'vitest'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { makeVmfPosteriors } from '../../../src/lab/evaluation/posteriors'
import { sphereGrid } from '../../../src/lab/latent/sphere-grid'

const engine = new OnnxEngine({ threads: 1 })
const LATENT = 32
const size = 101
const extent = 5

/** Mean of the density and its peak's place, from the grid. */
function summary(grid: Float32Array) {
  const cell = ((2 * extent) / (size - 1)) ** 2
  const mass = grid.reduce((sum, value) => sum + value, 0) * cell
  const at = grid.indexOf(Math.max(...grid))
  const place = (index: number) => -extent + (2 * extent * index) / (size - 1)
  return { mass, x: place(at % size), y: place(Math.floor(at / size)), peak: grid[at] }
}

/** `count` times the direction with equal parts along the first four axes. */
const directions = (count: number) => Float64Array.from({ length: count * LATENT }, (_, i) => (i % LATENT < 4 ? 0.5 : 0))

describe('sphereGrid', () => {
  it('is a density, peaked near √D·A(κ)·μ', async () => {
    const { mass, x, y } = summary(await sphereGrid(engine, makeVmfPosteriors(LATENT, directions(50), 200), [0, 1], size, extent))
    expect(mass).toBeCloseTo(1, 2)
    // A(200) at D = 32 is 0.926.
    for (const coordinate of [x, y]) expect(Math.abs(coordinate - (Math.sqrt(LATENT) * 0.926) / 2)).toBeLessThan(0.3)
  })
  it('is close to the standard normal where posteriors are nearly uniform', async () => {
    const { mass, peak } = summary(await sphereGrid(engine, makeVmfPosteriors(LATENT, directions(500), 1e-3), [4, 5], size, extent))
    expect(mass).toBeCloseTo(1, 2)
    expect(peak).toBeGreaterThan(0.13)
    expect(peak).toBeLessThan(0.22)
  })
})
