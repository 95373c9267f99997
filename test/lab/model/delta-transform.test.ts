import { describe, expect, it } from 'vitest'
import { deltaBounds, deltaPosterior } from '../../../src/lab/model/delta-transform'
import { defineProgram, gradient, reduceSum, variable } from '../../../src/lab/graph'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { gaussianKl, gaussianKlUnits } from '../../../src/lab/objectives/gaussian-kl'

const engine = new OnnxEngine({ threads: 1 })

describe('the bounds of σ', () => {
  it('are those of the paper at δ = 0.15', () => {
    const { lower, upper } = deltaBounds(0.15)
    expect(lower).toBeCloseTo(0.641181, 6)
    expect(upper).toBeCloseTo(1.409343, 6)
  })
  it('solve their equation for small and large δ', () => {
    for (const delta of [1e-4, 0.01, 0.15, 1, 10, 100]) {
      const { lower, upper } = deltaBounds(delta)
      expect(lower).toBeLessThan(1)
      expect(upper).toBeGreaterThan(1)
      for (const sigma of [lower, upper])
        expect(Math.abs(2 * Math.log(sigma) - sigma * sigma + 2 * delta + 1)).toBeLessThan(1e-12 * (1 + 2 * delta))
    }
  })
  it('refuse a δ of 0', () => {
    expect(() => deltaBounds(0)).toThrow('The rate δ must be a number above 0, not 0.')
  })
})

describe('the δ-VAE posterior', () => {
  it.each([0.05, 0.15, 10])(
    'has a KL of at least δ = %d in every unit, with finite gradients, however extreme its input',
    async (delta) => {
      const extremes = [-1000, -100, -4, -3.8, 0, 3, 100, 1000]
      const shape = [extremes.length, 2]
      const given = { mean: variable('mean', shape), logvar: variable('logvar', shape) }
      const posterior = deltaPosterior(given, delta)
      const [dMean, dLogvar] = gradient(gaussianKl(posterior), [given.mean, given.logvar])
      const store = new Map([
        ['mean', Float32Array.from(extremes.flatMap(() => [-1, 2]))],
        ['logvar', Float32Array.from(extremes.flatMap((v) => [v, v]))],
      ])
      const program = defineProgram({
        units: gaussianKlUnits(posterior),
        dMean,
        dLogvar,
        widths: posterior.logvar,
        sum: reduceSum(posterior.mean),
      })
      const executable = await engine.compile(program, store)
      const { units, ...others } = await executable.run({}, {})
      await executable.release()
      for (const unit of units) expect(unit).toBeGreaterThan(delta * (1 - 1e-5) - 1e-6)
      for (const values of Object.values(others)) expect([...values].every(Number.isFinite)).toBe(true)
      // From a fiftieth of the way between the bounds up to the upper one.
      const { lower, upper } = deltaBounds(delta)
      expect(Math.exp(others.widths[0] / 2) / (lower + (upper - lower) / 50)).toBeCloseTo(1, 5)
      expect(Math.exp(others.widths.at(-1)! / 2) / upper).toBeCloseTo(1, 5)
    },
  )
})
