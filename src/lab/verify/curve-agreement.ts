import { CURVE_TOLERANCE, largestDifference, SMALL_CHANGE } from './loss-curves'

/** A difference up to this many times what a training makes of a change of the last digit is the training's own. */
const OWN = 10

/** Where two curves differ most, relative to one of them. */
type Difference = ReturnType<typeof largestDifference>

/** Whether two engines train alike, and what that rests on. */
export interface CurveAgreement extends Difference {
  losses: readonly [first: Float64Array, second: Float64Array]
  /** The difference is within CURVE_TOLERANCE. */
  within: boolean
  /** What the training itself makes of weights changed in their last digit; null where that need not be asked. */
  own: Difference | null
  /** Within the tolerance, or no further apart than the training's own amplification explains: no two engines could agree better. */
  agree: boolean
}

/**
 * Compares the loss curves of two engines.
 *
 * @param curve the losses of the same training on either engine, every weight changed by so much of itself beforehand
 */
export async function curveAgreement(
  curve: (engine: 'first' | 'second', change: number) => Promise<Float64Array>,
): Promise<CurveAgreement> {
  const [first, second] = [await curve('first', 0), await curve('second', 0)]
  const worst = largestDifference(first, second)
  const within = worst.difference <= CURVE_TOLERANCE
  const own = within ? null : largestDifference(await curve('first', SMALL_CHANGE), first)
  return { ...worst, losses: [first, second], within, own, agree: own === null || worst.difference <= OWN * own.difference }
}
