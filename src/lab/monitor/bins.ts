import { sphereScale } from '../latent/sphere-grid'

/** Bins of a monitor's grid. */
export const BINS = 100

/** Half widths a grid may have: that of the paper's pictures, and doubles of it for posteriors that scatter. */
const EXTENTS = [5, 10, 20, 40, 80, 160, 320, 640]

/** Equal bins over [−extent, extent]. */
export interface Bins {
  extent: number
  /** Width of a bin. */
  width: number
}

export const binsOf = (extent: number): Bins => ({ extent, width: (2 * extent) / BINS })

/** The smallest grid that reaches so far. */
export const binsReaching = (reach: number): Bins => binsOf(EXTENTS.find((extent) => extent >= reach) ?? EXTENTS.at(-1)!)

/** Centres of the bins, [BINS]. */
export const centresOf = ({ extent, width }: Bins): number[] => Array.from({ length: BINS }, (_, b) => -extent + (b + 0.5) * width)

/** P(Z ≤ z) of a standard normal, by Abramowitz and Stegun 7.1.26; its error is under 1e-7. */
export function normalCdf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))) * Math.exp(-x * x)
  return z >= 0 ? 1 - tail / 2 : tail / 2
}

/** Mean density of N(0, 1) in each bin, [BINS]. */
export function normalBins({ extent, width }: Bins): number[] {
  const edges = Array.from({ length: BINS + 1 }, (_, b) => normalCdf(-extent + b * width))
  return Array.from({ length: BINS }, (_, b) => (edges[b + 1] - edges[b]) / width)
}

/** Points of a bin at which the density on the sphere is taken. */
const FINE = 32

/**
 * Mean density in each bin of a coordinate of the uniform distribution on the unit sphere of R^latent, times √latent:
 * proportional to (1 − x²/latent)^((latent − 3)/2). [BINS]
 */
export function sphereBins({ extent, width }: Bins, latent: number): number[] {
  const scale = sphereScale(latent)
  const raw = Array.from({ length: BINS }, (_, b) => {
    let sum = 0
    for (let i = 0; i < FINE; i++) {
      const cosine = (-extent + (b + (i + 0.5) / FINE) * width) / scale
      if (Math.abs(cosine) < 1) sum += (1 - cosine * cosine) ** ((latent - 3) / 2)
    }
    return sum
  })
  const total = raw.reduce((sum, value) => sum + value, 0) * width
  return raw.map((value) => value / total)
}
