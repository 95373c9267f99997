import type { MetricId } from '../../shared/metrics'
import type { Intervals } from '../../shared/run'
import type { Engine } from '../engines/engine'
import { Random } from '../random'
import { activeUnitsOf, momentsOfMeans } from './active-units'
import { asColumns, bootstrap, percentileInterval, weightedSums, type Interval } from './bootstrap'
import { consistentUnits } from './consistent-units'
import { resampleMarginalKl } from './marginal-resamples'
import { phases } from './phases'
import type { EncodedPass } from './split-pass'
import type { SplitLikelihood } from './likelihood'

/** What the metrics of a split were computed from. */
export interface Terms extends SplitLikelihood {
  pass: EncodedPass
  /** Of each sentence, [count]. */
  information: Float64Array
  /** Of each prior sample. */
  gaps: Float64Array
  /** KL(prior ‖ aggregated posterior) of each dimension, [latent]; null on the sphere. */
  marginal: Float64Array | null
}

/** Prior samples resampled together. */
const SET = 128

type Statistics = Partial<Record<MetricId, number>>

/** The bootstrap with statistics by name; a statistic without an interval is left out. */
async function named(
  units: number,
  statistics: (counts: Float64Array) => Statistics,
  random: Random,
  onProgress: (share: number) => void,
): Promise<Intervals> {
  const names = Object.keys(statistics(new Float64Array(units).fill(1))) as MetricId[]
  const found = await bootstrap(units, (counts) => Object.values(statistics(counts)), { random, onProgress })
  return Object.fromEntries(names.flatMap((name, k) => (found[k] ? [[name, found[k]] as const] : []))) as Partial<
    Record<MetricId, Interval>
  >
}

/** What sentences are the source of variance of. */
function ofSentences({ pass, prior, posterior, rec: errors, information }: Terms) {
  const { posteriors } = pass
  const { count } = posteriors
  const terms = asColumns([errors, pass.sentences.kl, prior, posterior, pass.sentences.predicted, information])
  const moments = momentsOfMeans(posteriors)
  return (counts: Float64Array): Statistics => {
    const [rec, kl, prior_ll, posterior_ll, predicted, mi] = weightedSums(terms, counts)
    return {
      rec: rec / count,
      kl: kl / count,
      elbo: -(rec + kl) / count,
      prior_ll: prior_ll / count,
      posterior_ll: posterior_ll / count,
      ppl: Math.exp(-prior_ll / predicted),
      mi: mi / count,
      au: activeUnitsOf(weightedSums(moments, counts), count),
    }
  }
}

/** What batches are the source of variance of. */
function ofBatches({ batches }: EncodedPass) {
  const terms = asColumns([
    batches.map(({ size }) => size),
    batches.map(({ size, regulariser }) => size * regulariser),
    batches.map(({ size, density_gap }) => size * density_gap),
  ])
  return (counts: Float64Array): Statistics => {
    const [size, regulariser, density_gap] = weightedSums(terms, counts)
    return { regulariser: regulariser / size, density_gap: density_gap / size }
  }
}

/** What prior samples are the source of variance of. */
function ofSamples(gaps: Float64Array, sets: number) {
  const means = new Float64Array(sets)
  const size = gaps.length / sets
  gaps.forEach((gap, s) => (means[Math.floor(s / size)] += gap / size))
  return (counts: Float64Array): Statistics => ({ joint_kl: weightedSums(means, counts)[0] / sets })
}

/** Consistent units, from the KLs of resampled splits. */
function ofUnits(resampled: readonly Float64Array[]): Intervals {
  const units = resampled.map(consistentUnits)
  const interval = (key: keyof (typeof units)[number]) => percentileInterval(Float64Array.from(units, (counts) => counts[key]))
  return Object.fromEntries((['cu_01', 'cu_03', 'cu_05', 'cu_10'] as const).map((key) => [key, interval(key)!]))
}

/**
 * 95 % intervals of the metrics of a split, by the bootstrap over what each one's variance comes from: see `uncertainty` of
 * METRICS. `onProgress` gets the share done and may throw to cancel.
 */
export async function intervalsOf(engine: Engine, terms: Terms, seed: number, onProgress: (share: number) => void): Promise<Intervals> {
  const { pass, gaps, marginal } = terms
  const { posteriors, batches } = pass
  const random = (purpose: string) => new Random(seed, 'evaluate', 'bootstrap', purpose)
  const [first, second, third, fourth] = phases(onProgress, [0.4, 0.02, 0.08, marginal ? 0.5 : 0])
  const sets = Math.floor(gaps.length / SET)
  return {
    ...(await named(posteriors.count, ofSentences(terms), random('sentences'), first)),
    ...(await named(batches.length, ofBatches(pass), random('batches'), second)),
    ...(await named(sets, ofSamples(gaps, sets), random('prior samples'), third)),
    ...(marginal &&
      posteriors.family === 'gaussian' &&
      posteriors.count > 1 &&
      ofUnits(await resampleMarginalKl(engine, posteriors, marginal, random('units'), fourth))),
  }
}
