import { varianceOfMeans } from '../evaluation/active-units'
import { marginalKl } from '../evaluation/consistent-units'
import { densitiesOf, type GaussianPosteriors, type Posteriors, type VmfPosteriors } from '../evaluation/posteriors'
import { sphereScale } from '../latent/sphere-grid'
import { Random } from '../random'
import { BINS, binsOf, binsReaching, normalCdf, sphereBins, type Bins } from './bins'

/** The aggregated posterior of every dimension on one grid. */
export interface Marginals {
  bins: Bins
  /** Mean density of q(z_d) in each bin, [latent, BINS]. */
  density: Float32Array
  /** KL(p(z_d) ‖ q(z_d)), [latent]. */
  kl: Float64Array
  /** Unbiased variance of the posterior means, [latent]. */
  meanVariance: Float64Array
}

/** Posteriors from which a picture is drawn: more would not be seen. The KL takes all. */
const DRAWN = 2000
/** A standard deviation more than this many from the mean adds nothing to be seen. */
const REACH = 6
/** Share of the posteriors that a grid must hold with two standard deviations. */
const HELD = 0.995

/** Marginals of the aggregated posterior: for Gaussians each bin exactly, on the sphere by a sample (see `sphereMarginals`). */
export function marginalsOf(posteriors: Posteriors): Promise<Marginals> {
  return posteriors.family === 'gaussian' ? gaussianMarginals(posteriors) : Promise.resolve(sphereMarginals(posteriors))
}

async function gaussianMarginals(posteriors: GaussianPosteriors): Promise<Marginals> {
  const { count, latent, mean, logvar } = posteriors
  const drawn = evenly(count, DRAWN)
  const bins = binsReaching(reachOf(posteriors, drawn))
  const density = new Float32Array(latent * BINS)
  const share = 1 / (drawn.length * bins.width)
  for (const n of drawn)
    for (let d = 0, i = n * latent; d < latent; d++, i++) addMass(density, d * BINS, mean[i], Math.exp(0.5 * logvar[i]), share, bins)
  return { bins, density, kl: await marginalKl(posteriors), meanVariance: varianceOfMeans(posteriors) }
}

/** Adds `share` of N(mean, deviation²)'s mass to the bins from `offset` on. */
function addMass(density: Float32Array, offset: number, mean: number, deviation: number, share: number, { extent, width }: Bins): void {
  const first = Math.max(0, Math.floor((mean - REACH * deviation + extent) / width))
  const last = Math.min(BINS - 1, Math.floor((mean + REACH * deviation + extent) / width))
  if (first > last) return
  let below = normalCdf((-extent + first * width - mean) / deviation)
  for (let b = first; b <= last; b++) {
    const upTo = normalCdf((-extent + (b + 1) * width - mean) / deviation)
    density[offset + b] += share * (upTo - below)
    below = upTo
  }
}

/** Smallest distance from 0 within which two standard deviations of nearly all the posteriors lie. */
function reachOf({ latent, mean, logvar }: GaussianPosteriors, drawn: readonly number[]): number {
  const reaches = new Float64Array(drawn.length * latent)
  drawn.forEach((n, at) => {
    for (let d = 0, i = n * latent; d < latent; d++, i++) reaches[at * latent + d] = Math.abs(mean[i]) + 2 * Math.exp(0.5 * logvar[i])
  })
  reaches.sort()
  return reaches[Math.floor(HELD * (reaches.length - 1))]
}

/** Points of the sample on the sphere. */
const SPHERE_SAMPLES = 100_000

/**
 * Coordinates on the sphere, times √latent as in its pictures, counted from a sample that is the same at every call; the KL is that
 * of the bins, where half a point stands in for none.
 */
function sphereMarginals(posteriors: VmfPosteriors): Marginals {
  const { count, latent } = posteriors
  const bins = binsOf(Math.min(5, sphereScale(latent)))
  const { drawPosterior } = densitiesOf(posteriors)
  const random = new Random('sphere marginals')
  const drawn = evenly(count, SPHERE_SAMPLES)
  const each = Math.max(1, Math.floor(SPHERE_SAMPLES / drawn.length))
  const points = each * drawn.length
  const counts = new Float64Array(latent * BINS)
  const z = new Float64Array(latent)
  const scale = sphereScale(latent)
  for (const n of drawn)
    for (let s = 0; s < each; s++) {
      drawPosterior(n, z, 0, random)
      for (let d = 0; d < latent; d++) {
        const b = Math.floor((z[d] * scale + bins.extent) / bins.width)
        if (b >= 0 && b < BINS) counts[d * BINS + b]++
      }
    }
  const prior = sphereBins(bins, latent)
  const kl = Float64Array.from({ length: latent }, (_, d) =>
    prior.reduce((sum, p, b) => {
      const q = Math.max(0.5, counts[d * BINS + b]) / (points * bins.width)
      return p > 0 ? sum + bins.width * p * Math.log(p / q) : sum
    }, 0),
  )
  const density = Float32Array.from(counts, (value) => value / (points * bins.width))
  return { bins, density, kl, meanVariance: varianceOfMeans(posteriors) }
}

/** At most `most` of the indices below `count`, evenly spaced. */
export function evenly(count: number, most: number): number[] {
  const taken = Math.min(count, most)
  return Array.from({ length: taken }, (_, i) => Math.floor((i * count) / taken))
}
