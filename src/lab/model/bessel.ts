/** ln Γ(x) for x > 0, to about 15 digits: Stirling's series from x ≥ 15 on, reached by Γ(x + 1) = x Γ(x). */
export function lnGamma(x: number): number {
  if (!(x > 0)) throw new Error(`ln Γ needs a number above 0, not ${x}.`)
  let factor = 1
  let y = x
  for (; y < 15; y++) factor *= y
  const r = 1 / (y * y)
  const series = (1 / 12 - r * (1 / 360 - r * (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - (r * 691) / 360360))))) / y
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - Math.log(factor)
}

const BIG = 1e200

/**
 * ln I_ν(x), the modified Bessel function of the first kind, for ν ≥ 0 and x > 0, without overflow or underflow: its power
 * series, whose terms are all positive, so that nothing cancels, scaled down as it grows. The time grows with x.
 */
export function lnBesselI(order: number, x: number): number {
  if (!(order >= 0) || !(x > 0) || !Number.isFinite(x))
    throw new Error(`ln I needs an order of at least 0 and a finite argument above 0, not order ${order} and argument ${x}.`)
  const quarter = (x * x) / 4
  let term = 1
  let sum = 1
  let scale = 0
  for (let k = 1; term > sum * 1e-18 || quarter > k * (order + k); k++) {
    term *= quarter / (k * (order + k))
    sum += term
    if (sum > BIG) {
      sum /= BIG
      term /= BIG
      scale += Math.log(BIG)
    }
  }
  return order * Math.log(x / 2) - lnGamma(order + 1) + scale + Math.log(sum)
}

/** I_{ν+1}(x) / I_ν(x) for ν ≥ 0 and x > 0, in (0, 1): Gauss's continued fraction 1/(2(ν+1)/x + 1/(2(ν+2)/x + …)) from its far end. */
export function besselRatio(order: number, x: number): number {
  let ratio = 0
  // From order ≥ x on each step shrinks the error of what was left out at least sixfold.
  for (let k = Math.max(0, Math.ceil(x - order)) + 60; k >= 1; k--) ratio = 1 / ((2 * (order + k)) / x + ratio)
  return ratio
}
