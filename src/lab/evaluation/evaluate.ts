import type { ObjectiveChoice } from '../../shared/objective'
import type { Intervals, MetricValues } from '../../shared/run'
import { paperBatches } from '../corpus/batches'
import type { EncodedSplit } from '../corpus/corpus'
import type { Engine, VariableStore } from '../engines/engine'
import type { ModelShape } from '../model/shape'
import { Random } from '../random'
import { mean, sum } from '../sums'
import { activeUnits } from './active-units'
import { consistentUnits, marginalKl } from './consistent-units'
import { IMPORTANCE_SAMPLES } from './importance'
import { intervalsOf } from './intervals'
import { jointGaps } from './joint-kl'
import { splitLikelihood } from './likelihood'
import { information } from './mutual-information'
import type { Posteriors } from './posteriors'
import { phases } from './phases'
import { SplitEncoder } from './split-pass'

/** Passes through the decoder that an evaluation makes of a sentence: one for each sample of its likelihood. */
export const EVALUATION_PASSES = 2 * IMPORTANCE_SAMPLES

export interface EvaluationInput {
  engine: Engine
  store: VariableStore
  shape: ModelShape
  objective: ObjectiveChoice
  batch: number
  split: EncodedSplit
  seed: number
  /** Share of the whole done, 0…1; may throw to cancel. */
  onProgress(share: number): void
}

export interface SplitEvaluation {
  values: MetricValues
  intervals: Intervals
  posteriors: Posteriors
  sentences: number
}

/** Consistent units compare with a normal prior, dimension by dimension: on the sphere they do not apply. */
const NO_UNITS = { cu_01: null, cu_03: null, cu_05: null, cu_10: null }

/**
 * Every metric of the paper's table on a split with its interval, over batches of sentences of one length, and the split's
 * posteriors. Memory grows with sentences × latent, never with their square.
 *
 * @throws RangeError where the split has no sentence; whatever `onProgress` throws.
 */
export async function evaluateSplit({
  engine,
  store,
  shape,
  objective,
  batch,
  split,
  seed,
  onProgress,
}: EvaluationInput): Promise<SplitEvaluation> {
  const sentences = split.offsets.length - 1
  if (sentences < 1) throw new RangeError('The split has no sentence to evaluate.')
  const [passing, sampling, piercing, informing, measuring, resampling] = phases(onProgress, [0.05, 0.77, 0.1, 0.02, 0.02, 0.04])
  const random = (purpose: string) => new Random(seed, 'evaluate', purpose)
  const batches = paperBatches(split, batch)

  const encoder = await SplitEncoder.create(engine, store, shape, objective, { fixed: true })
  const pass = await encoder.pass(split, batches, random('pass'), passing).finally(() => encoder.release())
  const { posteriors } = pass
  const likelihood = await splitLikelihood(engine, store, shape, split, batches, posteriors, random('importance'), sampling)
  const gaps = await jointGaps(engine, posteriors, random('joint'), piercing)
  const shares = await information(engine, posteriors, random('mutual information'), informing)
  const marginal = posteriors.family === 'gaussian' ? await marginalKl(posteriors, measuring) : null
  const terms = { pass, ...likelihood, information: shares, gaps, marginal }

  const rec = mean(likelihood.rec)
  const values: MetricValues = {
    rec,
    kl: pass.kl,
    elbo: -rec - pass.kl,
    regulariser: pass.regulariser,
    density_gap: pass.density_gap,
    prior_ll: mean(likelihood.prior),
    posterior_ll: mean(likelihood.posterior),
    ppl: Math.exp(-sum(likelihood.prior) / sum(pass.sentences.predicted)),
    mi: mean(shares),
    mi_ceiling: Math.log(sentences),
    au: activeUnits(posteriors),
    ...(marginal ? consistentUnits(marginal) : NO_UNITS),
    joint_kl: mean(gaps),
  }
  return { values, intervals: await intervalsOf(engine, terms, seed, resampling), posteriors, sentences }
}
