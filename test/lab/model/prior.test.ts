import { describe, expect, it } from 'vitest'
import { priorCodes } from '../../../src/lab/model/prior'
import { Random } from '../../../src/lab/random'

describe('priorCodes', () => {
  it('are standard normal for Gaussian posteriors', () => {
    const z = priorCodes({ latent: 4 }, 5000, new Random('prior'))
    const mean = z.reduce((sum, value) => sum + value, 0) / z.length
    const variance = z.reduce((sum, value) => sum + value * value, 0) / z.length
    // Four standard errors of 20,000 draws: 1/√n for the mean, √(2/n) for the variance.
    expect(Math.abs(mean)).toBeLessThan(0.029)
    expect(Math.abs(variance - 1)).toBeLessThan(0.04)
  })
  it('lie on the unit sphere for von Mises–Fisher posteriors, in every direction alike', () => {
    const latent = 3
    const z = priorCodes({ latent, posterior: { kind: 'vmf', kappa: 13 } }, 5000, new Random('prior'))
    const sum = new Float64Array(latent)
    for (let n = 0; n < 5000; n++) {
      const point = z.subarray(n * latent, (n + 1) * latent)
      expect(Math.hypot(...point)).toBeCloseTo(1, 6)
      point.forEach((value, d) => (sum[d] += value))
    }
    // Each coordinate has variance 1/3: four standard errors of its mean.
    for (const total of sum) expect(Math.abs(total / 5000)).toBeLessThan(0.033)
  })
})
