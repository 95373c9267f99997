import type { MetricId } from '../../shared/metrics'
import type { Intervals } from '../../shared/run'
import { Random } from '../random'
import { activeUnitsOf, momentsOfMeans } from './active-units'
import { asColumns, bootstrap, weightedSums, type Interval } from './bootstrap'
import { consistentUnits } from './consistent-units'
import type { Posteriors } from './posteriors'
import type { SplitPass } from './split-pass'

/** What the metrics of a split were computed from. */
export interface Terms {
  pass: SplitPass
  /** Of each sentence, [count]. */
  prior: Float64Array
  posterior: Float64Array
  information: Float64Array
  /** Of each prior sample. */
  gaps: Float64Array
  /** KLs [latent] and the sentences' influence on them [count, latent]; null on the sphere. */
  marginal: { kl: Float64Array; influence: Float64Array } | null
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
function ofSentences({ pass, prior, posterior, information, marginal }: Terms, posteriors: Posteriors) {
  const { count, latent } = posteriors
  const terms = asColumns([pass.sentences.rec, pass.sentences.kl, prior, posterior, pass.sentences.predicted, information])
  const moments = momentsOfMeans(posteriors)
  return (counts: Float64Array): Statistics => {
    const [rec, kl, prior_ll, posterior_ll, predicted, mi] = weightedSums(terms, counts)
    const shift = marginal && weightedSums(marginal.influence, counts)
    return {
      rec: rec / count,
      kl: kl / count,
      elbo: -(rec + kl) / count,
      prior_ll: prior_ll / count,
      posterior_ll: posterior_ll / count,
      ppl: Math.exp(-prior_ll / predicted),
      mi: mi / count,
      au: activeUnitsOf(weightedSums(moments, counts), count),
      ...(marginal && shift && consistentUnits(Float64Array.from({ length: latent }, (_, d) => marginal.kl[d] + shift[d] / count))),
    }
  }
}

/** What batches are the source of variance of. */
function ofBatches({ batches }: SplitPass) {
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

/**
 * 95 % intervals of the metrics of a split, by the bootstrap over what each one's variance comes from: see `uncertainty` of
 * METRICS. `onProgress` gets the share done and may throw to cancel.
 */
export async function intervalsOf(terms: Terms, seed: number, onProgress: (share: number) => void): Promise<Intervals> {
  const { pass, gaps } = terms
  const random = (purpose: string) => new Random(seed, 'evaluate', 'bootstrap', purpose)
  const sentences = await named(pass.posteriors.count, ofSentences(terms, pass.posteriors), random('sentences'), (share) =>
    onProgress(0.8 * share),
  )
  const batches = await named(pass.batches.length, ofBatches(pass), random('batches'), (share) => onProgress(0.8 + 0.1 * share))
  const sets = Math.floor(gaps.length / SET)
  const samples = await named(sets, ofSamples(gaps, sets), random('prior samples'), (share) => onProgress(0.9 + 0.1 * share))
  return { ...sentences, ...batches, ...samples }
}
