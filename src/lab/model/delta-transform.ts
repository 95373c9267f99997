import { add, div, exp, log, maximum, mul, neg, scalar, sqrt, square, sub } from '../graph'
import type { GaussianMoments, GaussianPosterior } from './posterior'

/**
 * The two σ whose square x solves ln x − x + 2δ + 1 = 0: between them a KL of δ a dimension can be kept whatever σ is. Both
 * by Newton's method from the outer side of a concave function, which runs to the root without passing it. δ > 0.
 */
export function deltaBounds(delta: number): { lower: number; upper: number } {
  if (!(delta > 0) || !Number.isFinite(delta)) throw new Error(`The rate δ must be a number above 0, not ${delta}.`)
  const c = 2 * delta + 1
  // The lower root in y = ln x, so that it may be as small as it likes.
  let y = -c
  for (let i = 0; i < 100; i++) y -= (y - Math.exp(y) + c) / (1 - Math.exp(y))
  let x = 2 * c + 1
  for (let i = 0; i < 100; i++) x -= (Math.log(x) - x + c) / (1 / x - 1)
  return { lower: Math.exp(y / 2), upper: Math.sqrt(x) }
}

/** The largest of 1 + e^(−v) that divides the range of σ. */
const LARGEST = 50

/**
 * Posterior of the δ-VAE (Razavi et al. 2019): σ = l + (u − l)/clamp(1 + e^(−v), 1, 50), v′ = ln σ²,
 * μ′ = √(2δ + 1 + v′ − e^v′ + max(0, μ) + 1e-6). Its KL is at least δ in every sentence and dimension.
 */
export function deltaPosterior({ mean, logvar }: GaussianMoments, delta: number): GaussianPosterior {
  const { lower, upper } = deltaBounds(delta)
  // The clamp on v itself, where e^(−v) cannot overflow.
  const clamped = maximum(logvar, scalar(-Math.log(LARGEST - 1)))
  const sigma = add(div(scalar(upper - lower), add(exp(neg(clamped)), scalar(1))), scalar(lower))
  const variance = square(sigma)
  const transformed = mul(log(sigma), scalar(2))
  // Never below 0 but for rounding, at the two bounds.
  const room = maximum(sub(add(transformed, scalar(2 * delta + 1)), variance), scalar(0))
  return { family: 'gaussian', mean: sqrt(add(add(room, maximum(mean, scalar(0))), scalar(1e-6))), logvar: transformed }
}
