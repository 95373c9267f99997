import { describe, expect, it } from 'vitest'
import { jointGaps } from '../../../src/lab/evaluation/joint-kl'
import { information, informationOf } from '../../../src/lab/evaluation/mutual-information'
import { densitiesOf, makePosteriors, makeVmfPosteriors } from '../../../src/lab/evaluation/posteriors'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { klToUniform } from '../../../src/lab/model/von-mises-fisher'
import { Random } from '../../../src/lab/random'

const engine = new OnnxEngine({ threads: 1 })

const gaussians = (seed: number, count: number, latent: number, deviation: number) => {
  const random = new Random('gaussians', seed)
  const logvar = new Float64Array(count * latent).fill(2 * Math.log(deviation))
  return makePosteriors(latent, random.fillNormal(new Float64Array(count * latent)), logvar)
}
const onSphere = (seed: number, count: number, latent: number, kappa: number) => {
  const mean = new Random('sphere', seed).fillNormal(new Float64Array(count * latent))
  for (let n = 0; n < count; n++) {
    const row = mean.subarray(n * latent, (n + 1) * latent)
    const length = Math.hypot(...row)
    for (let d = 0; d < latent; d++) row[d] /= length
  }
  return makeVmfPosteriors(latent, mean, kappa)
}
const meanOf = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / values.length

describe('mutual information', () => {
  it.each([
    [2, 3, 0.01],
    [50, 1, 0.001],
    [50, 8, 1],
    [400, 8, 0.3],
    [400, 32, 0.05],
  ])('of %d Gaussians in %d dimensions, %d wide, is at most ln N, within its Monte Carlo error', async (count, latent, deviation) => {
    for (const seed of [1, 2, 3]) {
      const shares = await information(engine, gaussians(seed, count, latent, deviation), new Random(seed))
      const mi = meanOf(shares)
      // The closed-form entropy leaves the noise of log q(z), of standard deviation √(D/2) a sentence at most.
      expect(mi).toBeLessThan(Math.log(count) + 4 * Math.sqrt(latent / 2 / count))
    }
  })

  it.each([
    [2, 2, 1000],
    [50, 3, 1],
    [50, 32, 13],
    [400, 32, 200],
    [400, 8, 1000],
    [20, 512, 1000],
  ])(
    'of %d sentences on the sphere in %d dimensions at κ = %d never exceeds ln N: not even a single share does',
    async (count, latent, kappa) => {
      const shares = await information(engine, onSphere(1, count, latent, kappa), new Random(1))
      for (const share of shares) {
        expect(Number.isFinite(share)).toBe(true)
        expect(share).toBeLessThan(Math.log(count) + 1e-9)
      }
      expect(meanOf(shares)).toBeLessThan(klToUniform(latent, kappa) + 0.5)
    },
  )

  it('reaches ln N where no two posteriors overlap', async () => {
    expect(meanOf(await information(engine, onSphere(1, 30, 32, 1000), new Random(1)))).toBeCloseTo(Math.log(30), 3)
    expect(meanOf(await information(engine, gaussians(1, 2000, 8, 1e-3), new Random(1)))).toBeCloseTo(Math.log(2000), 0)
  })

  it('has on the sphere a sampled entropy, of Gaussians one in closed form', async () => {
    const sphere = onSphere(2, 10, 4, 20)
    const { logPosterior, entropy } = densitiesOf(sphere)
    expect(entropy(0)).toBeNull()
    const z = new Float64Array(40)
    const random = new Random('z')
    for (let n = 0; n < 10; n++) densitiesOf(sphere).drawPosterior(n, z, 4 * n, random)
    const shares = await informationOf(engine, sphere, z)
    shares.forEach((share, n) => {
      let density = 0
      for (let k = 0; k < 10; k++) density += Math.exp(logPosterior(k, z, 4 * n)) / 10
      expect(share).toBeCloseTo(logPosterior(n, z, 4 * n) - Math.log(density), 9)
    })
    // One sentence alone: the sampled terms are one and the same, the closed form differs from its sample.
    expect((await information(engine, onSphere(1, 1, 4, 20), new Random(1)))[0]).toBeCloseTo(0, 12)
    expect(Math.abs((await information(engine, gaussians(1, 1, 4, 0.5), new Random(1)))[0])).toBeGreaterThan(1e-6)
  })
})

describe('a κ and a latent that overflow naive code', () => {
  it.each([
    [2, 1000],
    [3, 1000],
    [512, 1000],
    [512, 0.1],
    [512, 1],
  ])('leave densities, samples and the joint KL finite (%d dimensions, κ = %d)', async (latent, kappa) => {
    const posteriors = onSphere(3, 6, latent, kappa)
    const densities = densitiesOf(posteriors)
    expect(Number.isFinite(densities.kl(0))).toBe(true)
    const z = new Float64Array(latent)
    densities.drawPosterior(0, z, 0, new Random('draw'))
    expect(Math.hypot(...z)).toBeCloseTo(1, 9)
    expect(Number.isFinite(densities.logPosterior(0, z, 0))).toBe(true)
    for (const gap of await jointGaps(engine, posteriors, new Random('gaps'), () => {}, 50)) expect(Number.isFinite(gap)).toBe(true)
  })
})
