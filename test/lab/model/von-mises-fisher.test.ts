import { describe, expect, it } from 'vitest'
import { besselRatio, lnBesselI, lnGamma } from '../../../src/lab/model/bessel'
import { klToUniform, logNormaliser, logUniformDensity, meanResultantLength, momentsOfW } from '../../../src/lab/model/von-mises-fisher'

describe('ln Γ', () => {
  it('is the logarithm of factorials and knows Γ(½) = √π', () => {
    let sum = 0
    for (let n = 1; n <= 300; n++) {
      expect(Math.abs(lnGamma(n) - sum)).toBeLessThan(1e-13 * Math.max(1, sum))
      sum += Math.log(n)
    }
    expect(lnGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 14)
  })
  it('refuses 0', () => {
    expect(() => lnGamma(0)).toThrow('ln Γ needs a number above 0, not 0.')
  })
})

describe('ln I', () => {
  it('is elementary at order ½: √(2/πx)·sinh x, also where sinh overflows', () => {
    for (const x of [0.1, 1, 20, 1000])
      expect(lnBesselI(0.5, x)).toBeCloseTo(0.5 * Math.log(2 / (Math.PI * x)) + x - Math.LN2 + Math.log1p(-Math.exp(-2 * x)), 11)
  })
  it.each([
    // By arbitrary-precision arithmetic.
    [0, 1, 0.2359143585072],
    [255, 1, -1338.463655601],
    [255, 1000, 963.2718797997],
    [0, 1000, 995.6273088899],
  ])('of order %d at %d is %d', (order, x, expected) => {
    expect(Math.abs(lnBesselI(order, x) / expected - 1)).toBeLessThan(1e-12)
  })
  it('keeps the recurrence I_{ν−1} − I_{ν+1} = (2ν/x)·I_ν, and its ratio is what it says', () => {
    for (const order of [1, 1.5, 15, 255])
      for (const x of [1, 13, 200, 1000]) {
        const before = Math.exp(lnBesselI(order - 1, x) - lnBesselI(order, x))
        expect((before - besselRatio(order, x)) / ((2 * order) / x)).toBeCloseTo(1, 9)
      }
  })
  it('refuses what has no value', () => {
    expect(() => lnBesselI(-1, 2)).toThrow(/not order -1 and argument 2/)
    expect(() => lnBesselI(1, Infinity)).toThrow(/finite argument/)
  })
})

describe('von Mises–Fisher', () => {
  it.each([
    [13, 2.172591],
    [25, 5.755404],
    [50, 12.253369],
    [100, 20.758528],
    [200, 30.373301],
  ])('has at κ = %d and 32 dimensions the KL %d', (kappa, kl) => {
    expect(Math.abs(klToUniform(32, kappa) - kl)).toBeLessThan(6e-7)
  })

  it('holds from 2 to 512 dimensions and κ from 1 to 1000: finite, A in (0, 1), everything growing with κ', () => {
    for (const latent of [2, 3, 4, 31, 32, 100, 256, 511, 512]) {
      let before = { kl: 0, a: 0 }
      for (const kappa of [1, 2, 5, 13, 50, 200, 500, 700, 710, 1000]) {
        const now = { kl: klToUniform(latent, kappa), a: meanResultantLength(latent, kappa) }
        expect(Number.isFinite(logNormaliser(latent, kappa))).toBe(true)
        expect(now.kl).toBeGreaterThan(before.kl)
        expect(now.a).toBeGreaterThan(before.a)
        expect(now.a).toBeLessThan(1)
        expect(momentsOfW(latent, kappa).variance).toBeGreaterThan(0)
        before = now
      }
    }
  })

  it('is elementary on the ordinary sphere: A = coth κ − 1/κ, C = κ/(4π sinh κ)', () => {
    for (const kappa of [1, 5, 50]) {
      expect(meanResultantLength(3, kappa)).toBeCloseTo(1 / Math.tanh(kappa) - 1 / kappa, 13)
      expect(logNormaliser(3, kappa)).toBeCloseTo(Math.log(kappa / (4 * Math.PI * Math.sinh(kappa))), 11)
    }
    expect(logUniformDensity(3)).toBeCloseTo(-Math.log(4 * Math.PI), 14)
    expect(logUniformDensity(2)).toBeCloseTo(-Math.log(2 * Math.PI), 14)
  })

  it('refuses in sentences', () => {
    expect(() => klToUniform(1, 13)).toThrow('needs a latent of at least 2 whole dimensions, not 1.')
    expect(() => logNormaliser(32, 0)).toThrow('needs a concentration κ above 0, not 0; κ = 0 is the uniform distribution.')
    expect(() => meanResultantLength(32, NaN)).toThrow(/not NaN/)
  })
})
