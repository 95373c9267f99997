import type { MetricValues } from '../../shared/run'
import type { Engine } from '../engines/engine'
import { activeUnits } from '../evaluation/active-units'
import { AggregatedPosterior } from '../evaluation/aggregated-posterior'
import { consistentUnits } from '../evaluation/consistent-units'
import { densitiesOf, selectPosteriors, type Posteriors } from '../evaluation/posteriors'
import { Random } from '../random'
import { mean } from '../sums'
import { evenly, marginalsOf, type Marginals } from './marginals'

/** Validation sentences that are aggregated after an epoch, evenly spaced where the split has more. */
export const EPOCH_SENTENCES = 10_000
/** Of these so many give a z for MI. */
const EPOCH_CODES = 4096
/** Prior samples of the joint KL after an epoch, the same ones each time, so that its curve shows no noise of theirs. */
const EPOCH_PRIOR_SAMPLES = 2048

/**
 * What an epoch tells of the aggregated posterior, at a bounded cost (about two seconds at most, a tenth of that for a thousand
 * sentences): MI and its ceiling, AU, CU and the joint KL, and the marginals they and the monitor share. On the sphere CU is null.
 */
export async function measureEpoch(
  engine: Engine,
  all: Posteriors,
  seed: number,
  epoch: number,
): Promise<{ values: MetricValues; marginals: Marginals }> {
  const posteriors = all.count > EPOCH_SENTENCES ? selectPosteriors(all, evenly(all.count, EPOCH_SENTENCES)) : all
  const { latent, count } = posteriors
  const { entropy, logPosterior, logPrior, drawPosterior, drawPrior } = densitiesOf(posteriors)
  const coded = evenly(count, EPOCH_CODES)
  const z = new Float64Array((coded.length + EPOCH_PRIOR_SAMPLES) * latent)
  const noise = new Random(seed, 'validation noise', epoch)
  coded.forEach((n, i) => drawPosterior(n, z, i * latent, noise))
  const prior = new Random(seed, 'validation prior')
  for (let s = coded.length; s < coded.length + EPOCH_PRIOR_SAMPLES; s++) drawPrior(z, s * latent, prior)

  const aggregated = await AggregatedPosterior.create(engine, posteriors)
  const log = await aggregated.logDensity(z).finally(() => aggregated.release())
  const information = coded.map((n, i) => {
    const closed = entropy(n)
    return (closed === null ? logPosterior(n, z, i * latent) : -closed) - log[i]
  })
  const gaps = Array.from({ length: EPOCH_PRIOR_SAMPLES }, (_, s) => {
    const at = coded.length + s
    return logPrior(z, at * latent) - log[at]
  })
  const marginals = await marginalsOf(posteriors)
  const values: MetricValues = {
    mi: mean(information),
    mi_ceiling: Math.log(count),
    au: activeUnits(posteriors),
    cu_03: posteriors.family === 'gaussian' ? consistentUnits(marginals.kl).cu_03 : null,
    joint_kl: mean(gaps),
  }
  return { values, marginals }
}
