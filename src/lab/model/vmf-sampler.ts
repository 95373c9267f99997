import type { Random } from '../random'
import { checkVonMisesFisher } from './von-mises-fisher'

/**
 * Exact sampler of w = μ·z under vMF(μ, κ), with density ∝ exp(κw)·(1 − w²)^((d−3)/2) on [−1, 1]: the rejection method of
 * Wood (1994). It accepts 65 proposals of 100 or more, whatever d and κ.
 */
export class VmfSampler {
  private readonly b: number
  private readonly centre: number
  /** ln(1 − centre²) */
  private readonly logRest: number
  private readonly gamma: { d: number; c: number } | null

  /** @param latent dimensions d of the space, at least 2 */
  constructor(
    private readonly latent: number,
    private readonly kappa: number,
  ) {
    checkVonMisesFisher(latent, kappa)
    const n = latent - 1
    this.b = n / (2 * kappa + Math.sqrt(4 * kappa * kappa + n * n))
    this.centre = (1 - this.b) / (1 + this.b)
    this.logRest = Math.log((4 * this.b) / (1 + this.b) ** 2)
    const d = n / 2 - 1 / 3
    this.gamma = latent === 2 ? null : { d, c: 1 / Math.sqrt(9 * d) }
  }

  /** One w. */
  draw(random: Random): number {
    const { b, centre, kappa } = this
    for (;;) {
      // One coordinate of a uniform point on the sphere is 2·Beta((d−1)/2, (d−1)/2) − 1.
      const normal = random.normal()
      const beta = 0.5 * (1 + normal / Math.sqrt(normal * normal + this.chiSquare(random)))
      const w = (1 - (1 + b) * beta) / (1 - (1 - b) * beta)
      const logAccepted = kappa * (w - centre) + (this.latent - 1) * (Math.log(1 - centre * w) - this.logRest)
      if (logAccepted >= Math.log(random.uniform())) return Math.min(1, Math.max(-1, w))
    }
  }

  /** Fills with independent draws. */
  fill<T extends Float32Array | Float64Array>(out: T, random: Random): T {
    for (let i = 0; i < out.length; i++) out[i] = this.draw(random)
    return out
  }

  /** χ² of d − 1 degrees: twice a gamma variable of shape (d − 1)/2 (Marsaglia and Tsang 2000), or a squared normal. */
  private chiSquare(random: Random): number {
    if (!this.gamma) return random.normal() ** 2
    const { d, c } = this.gamma
    for (;;) {
      const normal = random.normal()
      const v = (1 + c * normal) ** 3
      if (v > 0 && Math.log(random.uniform()) < 0.5 * normal * normal + d * (1 - v + Math.log(v))) return 2 * d * v
    }
  }
}
