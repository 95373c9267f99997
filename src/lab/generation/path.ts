import type { Path } from '../../shared/decoding'

/** Points of an interpolation in the paper, both ends included. */
export const PATH_POINTS = 11

type Vector = ArrayLike<number>

const norm = (x: Vector) => Math.sqrt(Array.from(x).reduce((sum, value) => sum + value * value, 0))

/** (1 − t)·a + t·b. */
const onLine = (a: Vector, b: Vector, t: number) => Float32Array.from(a, (value, d) => (1 - t) * value + t * b[d])

/**
 * Along the great circle through both directions (slerp), the length going evenly from ‖a‖ to ‖b‖. Where there is no such one
 * circle (a vector of zeros, opposite or equal directions) it is the line.
 */
function onCircle(a: Vector, b: Vector, t: number): Float32Array {
  const [lengthA, lengthB] = [norm(a), norm(b)]
  const cosine = Array.from(a).reduce((sum, value, d) => sum + value * b[d], 0) / (lengthA * lengthB)
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)))
  const sine = Math.sin(angle)
  if (!(sine > 1e-6)) return onLine(a, b, t)
  const length = (1 - t) * lengthA + t * lengthB
  const [shareA, shareB] = [Math.sin((1 - t) * angle) / sine / lengthA, Math.sin(t * angle) / sine / lengthB]
  return Float32Array.from(a, (value, d) => length * (shareA * value + shareB * b[d]))
}

/**
 * Codes at `points` even places from a to b, both included, one after the other: [points, latent].
 *
 * @param path along the straight line, or the great circle
 * @throws RangeError for fewer than two points
 */
export function pathBetween(a: Vector, b: Vector, points: number, path: Path): Float32Array {
  if (!Number.isInteger(points) || points < 2) throw new RangeError(`A path has 2 points or more, not ${points}.`)
  const latent = a.length
  const codes = new Float32Array(points * latent)
  for (let p = 0; p < points; p++) codes.set((path === 'line' ? onLine : onCircle)(a, b, p / (points - 1)), p * latent)
  return codes
}
