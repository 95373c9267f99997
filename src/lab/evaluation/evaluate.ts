import type { MetricValues } from '../../shared/run'
import { paperBatches } from '../corpus/batches'
import type { EncodedSplit } from '../corpus/corpus'
import type { Engine, VariableStore } from '../engines/engine'
import type { ModelShape } from '../model/shape'
import type { ObjectiveChoice } from '../../shared/objective'
import { Random } from '../random'
import { activeUnits } from './active-units'
import { consistentUnits, marginalKl } from './consistent-units'
import { jointGaps } from './joint-kl'
import { splitLikelihood } from './likelihood'
import { mutualInformation } from './mutual-information'
import type { Posteriors } from './posteriors'
import { Validator } from './split-pass'

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

/** Consistent units compare with a normal prior, dimension by dimension: on the sphere they do not apply. */
const NO_UNITS = { cu_01: null, cu_03: null, cu_05: null, cu_10: null }

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Every metric of the paper's table on a split, over batches of sentences of one length, with the split's posteriors. */
export async function evaluateSplit({
  engine,
  store,
  shape,
  objective,
  batch,
  split,
  seed,
  onProgress,
}: EvaluationInput): Promise<{ values: MetricValues; posteriors: Posteriors; sentences: number }> {
  const sentences = split.offsets.length - 1
  const batches = paperBatches(split, batch)
  const validator = await Validator.create(engine, store, shape, objective)
  const pass = await validator.pass(split, batches, new Random(seed, 'evaluate', 'pass'), (share) => onProgress(share * 0.15))
  await validator.release()
  const { posteriors } = pass
  const { prior, posterior } = await splitLikelihood(
    engine,
    store,
    shape,
    split,
    batches,
    posteriors,
    new Random(seed, 'evaluate', 'importance'),
    (share) => onProgress(0.15 + share * 0.6),
  )
  const prior_ll = mean(prior)
  const gaps = await jointGaps(engine, posteriors, new Random(seed, 'evaluate', 'joint'), (share) => onProgress(0.75 + share * 0.25))
  const values: MetricValues = {
    rec: pass.rec,
    kl: pass.kl,
    elbo: -pass.rec - pass.kl,
    regulariser: pass.regulariser,
    density_gap: pass.density_gap,
    prior_ll,
    posterior_ll: mean(posterior),
    ppl: Math.exp((-prior_ll * sentences) / pass.predicted),
    mi: await mutualInformation(engine, posteriors, new Random(seed, 'evaluate', 'mutual information')),
    mi_ceiling: Math.log(sentences),
    au: activeUnits(posteriors),
    ...(posteriors.family === 'gaussian' ? consistentUnits(marginalKl(posteriors)) : NO_UNITS),
    joint_kl: mean(gaps),
  }
  return { values, posteriors, sentences }
}
