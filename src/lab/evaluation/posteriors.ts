import { normalPrior, spherePrior, type PriorDraw } from '../model/prior'
import { VmfSampler } from '../model/vmf-sampler'
import { klToUniform, logNormaliser, logUniformDensity } from '../model/von-mises-fisher'
import type { Random } from '../random'

/** Diagonal Gaussian posteriors of N sentences: means and log-variances, row-major [count, latent]. */
export interface GaussianPosteriors {
  family: 'gaussian'
  count: number
  latent: number
  mean: Float64Array
  logvar: Float64Array
}

/** von Mises–Fisher posteriors of N sentences: unit vectors, row-major [count, latent], and their one concentration. */
export interface VmfPosteriors {
  family: 'vmf'
  count: number
  latent: number
  mean: Float64Array
  kappa: number
}

export type Posteriors = GaussianPosteriors | VmfPosteriors

export function makePosteriors(latent: number, mean: ArrayLike<number>, logvar: ArrayLike<number>): GaussianPosteriors {
  return { family: 'gaussian', count: mean.length / latent, latent, mean: Float64Array.from(mean), logvar: Float64Array.from(logvar) }
}

export function makeVmfPosteriors(latent: number, mean: ArrayLike<number>, kappa: number): VmfPosteriors {
  return { family: 'vmf', count: mean.length / latent, latent, mean: Float64Array.from(mean), kappa }
}

/** The posteriors of these sentences, in this order. */
export function selectPosteriors(posteriors: Posteriors, sentences: readonly number[]): Posteriors {
  const { latent } = posteriors
  const rows = (values: Float64Array) => {
    const out = new Float64Array(sentences.length * latent)
    sentences.forEach((n, i) => out.set(values.subarray(n * latent, (n + 1) * latent), i * latent))
    return out
  }
  const chosen = { count: sentences.length, mean: rows(posteriors.mean) }
  return posteriors.family === 'gaussian' ? { ...posteriors, ...chosen, logvar: rows(posteriors.logvar) } : { ...posteriors, ...chosen }
}

export const LOG_TWO_PI = Math.log(2 * Math.PI)

/** log N(z; 0, I) of the point at `offset`. */
export function logNormalPrior(z: ArrayLike<number>, latent: number, offset = 0): number {
  let sum = latent * LOG_TWO_PI
  for (let d = 0; d < latent; d++) sum += z[offset + d] * z[offset + d]
  return -0.5 * sum
}

/** Densities of the prior and of each posterior, and draws from them, whatever the family. Points are row-major; one begins at `offset`. */
export interface Densities {
  /** log p(z) */
  logPrior(z: ArrayLike<number>, offset: number): number
  /** log q(z | x_n) */
  logPosterior(n: number, z: ArrayLike<number>, offset: number): number
  /** −E log q(z | x_n), the entropy in closed form; null where there is none and it is sampled. */
  entropy(n: number): number | null
  /** KL(q(z | x_n) ‖ p(z)), in closed form. */
  kl(n: number): number
  drawPrior: PriorDraw
  drawPosterior(n: number, out: Float32Array | Float64Array, offset: number, random: Random): void
}

export const densitiesOf = (posteriors: Posteriors): Densities =>
  posteriors.family === 'gaussian' ? gaussianDensities(posteriors) : vmfDensities(posteriors)

function gaussianDensities({ latent, mean, logvar }: GaussianPosteriors): Densities {
  return {
    logPrior: (z, offset) => logNormalPrior(z, latent, offset),
    logPosterior(n, z, offset) {
      let sum = latent * LOG_TWO_PI
      for (let d = 0, i = n * latent; d < latent; d++, i++) sum += logvar[i] + (z[offset + d] - mean[i]) ** 2 * Math.exp(-logvar[i])
      return -0.5 * sum
    },
    entropy(n) {
      let sum = latent * (LOG_TWO_PI + 1)
      for (let i = n * latent; i < (n + 1) * latent; i++) sum += logvar[i]
      return 0.5 * sum
    },
    kl(n) {
      let sum = 0
      for (let i = n * latent; i < (n + 1) * latent; i++) sum += mean[i] * mean[i] + Math.exp(logvar[i]) - logvar[i] - 1
      return 0.5 * sum
    },
    drawPrior: normalPrior(latent),
    drawPosterior(n, out, offset, random) {
      for (let d = 0, i = n * latent; d < latent; d++, i++) out[offset + d] = mean[i] + Math.exp(0.5 * logvar[i]) * random.normal()
    },
  }
}

function vmfDensities({ latent, mean, kappa }: VmfPosteriors): Densities {
  const normaliser = logNormaliser(latent, kappa)
  const constant = klToUniform(latent, kappa)
  const uniform = logUniformDensity(latent)
  const sampler = new VmfSampler(latent, kappa)
  const dot = (n: number, z: ArrayLike<number>, offset: number) => {
    let sum = 0
    for (let d = 0, i = n * latent; d < latent; d++, i++) sum += mean[i] * z[offset + d]
    return sum
  }
  const drawUniform = spherePrior(latent)
  return {
    logPrior: () => uniform,
    logPosterior: (n, z, offset) => normaliser + kappa * dot(n, z, offset),
    entropy: () => null,
    kl: () => constant,
    drawPrior: drawUniform,
    drawPosterior(n, out, offset, random) {
      const w = sampler.draw(random)
      drawUniform(out, offset, random)
      // The part of a uniform direction orthogonal to μ points uniformly among the directions orthogonal to μ.
      const along = dot(n, out, offset)
      let squares = 0
      for (let d = 0, i = n * latent; d < latent; d++, i++) squares += (out[offset + d] -= along * mean[i]) ** 2
      const scale = Math.sqrt(Math.max(0, 1 - w * w) / squares)
      for (let d = 0, i = n * latent; d < latent; d++, i++) out[offset + d] = w * mean[i] + scale * out[offset + d]
    },
  }
}
