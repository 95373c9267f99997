import { besselRatio, lnBesselI, lnGamma } from './bessel'

/**
 * Constants of the von Mises–Fisher distribution with density C_d(κ)·exp(κ μ·z) on the unit sphere of R^d, in float64 on the
 * host. They hold, without overflow, at least for d from 2 to 512 and κ up to 1000. Each throws where d is no whole number of
 * at least 2 or κ is not above 0.
 */

/** Throws where there is no such distribution. */
export function checkVonMisesFisher(latent: number, kappa: number): void {
  if (!Number.isInteger(latent) || latent < 2)
    throw new Error(`A von Mises–Fisher distribution needs a latent of at least 2 whole dimensions, not ${latent}.`)
  if (!(kappa > 0) || !Number.isFinite(kappa))
    throw new Error(`A von Mises–Fisher distribution needs a concentration κ above 0, not ${kappa}; κ = 0 is the uniform distribution.`)
}

/** log C_d(κ) = (d/2 − 1)·ln κ − (d/2)·ln 2π − ln I_{d/2−1}(κ). */
export function logNormaliser(latent: number, kappa: number): number {
  checkVonMisesFisher(latent, kappa)
  const half = latent / 2
  return (half - 1) * Math.log(kappa) - half * Math.log(2 * Math.PI) - lnBesselI(half - 1, kappa)
}

/** log C_d(0), the log-density of the uniform distribution on the sphere: −(d/2)·ln π − ln 2 + ln Γ(d/2). */
export function logUniformDensity(latent: number): number {
  const half = latent / 2
  return -half * Math.log(Math.PI) - Math.LN2 + lnGamma(half)
}

/** A_d(κ) = I_{d/2}(κ) / I_{d/2−1}(κ), the length of the mean of z, in (0, 1). */
export function meanResultantLength(latent: number, kappa: number): number {
  checkVonMisesFisher(latent, kappa)
  return besselRatio(latent / 2 - 1, kappa)
}

/** KL(vMF(μ, κ) ‖ uniform) in nats, the same for every μ: κ·A_d(κ) + log C_d(κ) − log C_d(0). */
export function klToUniform(latent: number, kappa: number): number {
  return kappa * meanResultantLength(latent, kappa) + logNormaliser(latent, kappa) - logUniformDensity(latent)
}

/** Mean and variance of w = μ·z: A_d(κ) and 1 − A_d(κ)² − (d − 1)·A_d(κ)/κ. */
export function momentsOfW(latent: number, kappa: number): { mean: number; variance: number } {
  const mean = meanResultantLength(latent, kappa)
  return { mean, variance: 1 - mean * mean - ((latent - 1) * mean) / kappa }
}
