import type { DimensionPair } from '../../shared/latent'
import { varianceOfMeans } from '../evaluation/active-units'
import type { Posteriors } from '../evaluation/posteriors'
import { say } from '../../texts/lab'

/** Dimensions by variance of their posterior mean over the split, the largest first. */
function rankDimensions(posteriors: Posteriors): number[] {
  const variance = varianceOfMeans(posteriors)
  return Array.from(variance, (_, d) => d).sort((a, b) => variance[b] - variance[a] || a - b)
}

/** The two dimensions a pair names: by ranks, or the two of largest, middle or smallest variance. Throws for a rank beyond. */
export function pairOfDimensions(posteriors: Posteriors, pair: DimensionPair): [number, number] {
  const ranked = rankDimensions(posteriors)
  const last = ranked.length - 1
  const middle = Math.floor(last / 2)
  const ranks = pair === 'max' ? [0, 1] : pair === 'mid' ? [middle, middle + 1] : pair === 'min' ? [last - 1, last] : pair
  const beyond = ranks.find((rank) => rank > last)
  if (beyond !== undefined) throw new RangeError(say.latent.noRank(beyond, ranked.length, last))
  return [ranked[ranks[0]], ranked[ranks[1]]]
}
