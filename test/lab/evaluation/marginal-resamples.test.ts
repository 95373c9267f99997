import { describe, expect, it } from 'vitest'
import { marginalKl, marginalKlOf } from '../../../src/lab/evaluation/consistent-units'
import { resampleMarginalKl } from '../../../src/lab/evaluation/marginal-resamples'
import { makePosteriors } from '../../../src/lab/evaluation/posteriors'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { Random } from '../../../src/lab/random'

const engine = new OnnxEngine({ threads: 1 })

function posteriorsOf(seed: number, count: number, width: number) {
  const random = new Random('resamples', seed)
  const mean = random.fillNormal(new Float64Array(2 * count)).map((m) => 0.9 * m)
  return makePosteriors(
    2,
    mean,
    random.fillNormal(new Float64Array(2 * count)).map((v) => 0.3 * v + 2 * Math.log(width)),
  )
}

const deviation = (values: number[]) => {
  const centre = values.reduce((sum, v) => sum + v, 0) / values.length
  return Math.sqrt(values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / (values.length - 1))
}

describe('resampled marginal KLs', () => {
  it.each([0.5, 0.15])('vary as those of splits really resampled do, about the estimate (posteriors %d wide)', async (width) => {
    const posteriors = posteriorsOf(1, 200, width)
    const kl = await marginalKl(posteriors)
    const resampled = await resampleMarginalKl(engine, posteriors, kl, new Random(1), () => {}, 300)
    const random = new Random(2)
    for (const d of [0, 1]) {
      const truly = Array.from({ length: 300 }, () => {
        const drawn = Array.from({ length: 200 }, () => 2 * random.int(200) + d)
        const of = (values: Float64Array) => drawn.map((i) => values[i])
        return marginalKlOf(makePosteriors(1, of(posteriors.mean), of(posteriors.logvar)), 0)
      })
      const found = resampled.map((values) => values[d])
      // Two deviations from 300 values each agree within about 6 % a standard error.
      expect(Math.abs(deviation(found) / deviation(truly) - 1)).toBeLessThan(0.2)
      expect(found.reduce((sum, v) => sum + v, 0) / 300).toBeCloseTo(kl[d], 9)
    }
  })

  it('do not vary where all posteriors are one', async () => {
    const posteriors = makePosteriors(1, new Float64Array(50), new Float64Array(50))
    for (const [kl] of await resampleMarginalKl(engine, posteriors, Float64Array.of(0.02), new Random(1), () => {}, 20))
      expect(kl).toBeCloseTo(0.02, 5)
  })

  it('stay finite where densities underflow', async () => {
    const posteriors = makePosteriors(1, [30, 31], [-12, -12])
    const kl = await marginalKl(posteriors)
    for (const [value] of await resampleMarginalKl(engine, posteriors, kl, new Random(1), () => {}, 5))
      expect(Number.isFinite(value)).toBe(true)
  })
})
