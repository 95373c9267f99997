import { say } from '../../texts/lab'
/**
 * The logarithm of Σ exp(logits) over `width` entries from `from`, so that logit − it is the log-probability of a word.
 *
 * @throws Error where logits are not finite: a model that diverged.
 */
export function logNormaliser(logits: ArrayLike<number>, from: number, width: number): number {
  let largest = -Infinity
  for (let i = from; i < from + width; i++) if (logits[i] > largest) largest = logits[i]
  let sum = 0
  for (let i = from; i < from + width; i++) sum += Math.exp(logits[i] - largest)
  return finiteNormaliser(largest + Math.log(sum))
}

/** The normaliser itself; throws where it is not finite. */
export function finiteNormaliser(normaliser: number): number {
  if (!Number.isFinite(normaliser)) throw new Error(say.generation.noProbabilities)
  return normaliser
}
