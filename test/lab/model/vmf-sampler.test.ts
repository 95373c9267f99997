import { describe, expect, it } from 'vitest'
import { momentsOfW } from '../../../src/lab/model/von-mises-fisher'
import { VmfSampler } from '../../../src/lab/model/vmf-sampler'
import { Random } from '../../../src/lab/random'

const N = 20_000
const cases = [2, 3, 32, 512].flatMap((latent) => [1, 13, 200, 1000].map((kappa) => [latent, kappa] as const))

/** Distribution function of w at sorted points, by the trapezoid rule in the angle, where the density has no pole. */
function distribution(latent: number, kappa: number, points: Float64Array): Float64Array {
  const steps = 200_000
  const density = (angle: number) =>
    angle > 0 && angle < Math.PI ? kappa * Math.cos(angle) + (latent - 2) * Math.log(Math.sin(angle)) : -Infinity
  let peak = latent === 2 ? kappa : -Infinity
  for (let i = 0; i <= steps; i++) peak = Math.max(peak, density((Math.PI * i) / steps))
  const below = new Float64Array(steps + 1) // mass of the angles from π down
  const at = (i: number) =>
    latent === 2 && (i === 0 || i === steps) ? Math.exp((i === 0 ? kappa : -kappa) - peak) : Math.exp(density((Math.PI * i) / steps) - peak)
  for (let i = 1; i <= steps; i++) below[i] = below[i - 1] + 0.5 * (at(steps - i) + at(steps - i + 1))
  return points.map((w) => {
    const place = ((Math.PI - Math.acos(w)) / Math.PI) * steps
    const i = Math.min(steps - 1, Math.floor(place))
    return (below[i] + (place - i) * (below[i + 1] - below[i])) / below[steps]
  })
}

describe('the sampler of w', () => {
  it.each(cases)('has in %d dimensions at κ = %d the mean A(κ), the variance and the distribution it should', (latent, kappa) => {
    const w = new VmfSampler(latent, kappa).fill(new Float64Array(N), new Random('w', latent, kappa)).sort()
    expect(w[0]).toBeGreaterThanOrEqual(-1)
    expect(w[N - 1]).toBeLessThanOrEqual(1)
    const { mean, variance } = momentsOfW(latent, kappa)
    const central = (power: number) => w.reduce((sum, value) => sum + (value - mean) ** power, 0) / N
    expect(Math.abs(central(1))).toBeLessThan(5 * Math.sqrt(variance / N))
    expect(Math.abs(central(2) - variance)).toBeLessThan(5 * Math.sqrt((central(4) - variance ** 2) / N))
    // Kolmogorov and Smirnov: √N times the largest distance exceeds 2.2 once in 8000 samples.
    const expected = distribution(latent, kappa, w)
    const largest = expected.reduce((worst, share, i) => Math.max(worst, Math.abs(share - (i + 0.5) / N)), 0)
    expect(largest * Math.sqrt(N)).toBeLessThan(2.2)
  })

  it('draws one stream for one seed, and fills float32', () => {
    const sampler = new VmfSampler(32, 13)
    const draw = () => sampler.fill(new Float32Array(5), new Random(4))
    expect(draw()).toEqual(draw())
  })

  it('refuses a κ of 0', () => {
    expect(() => new VmfSampler(32, 0)).toThrow(/κ above 0, not 0/)
  })
})
