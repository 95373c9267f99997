import type { MetricValues } from '../../shared/run'
import { paperBatches } from '../corpus/batches'
import type { EncodedSplit } from '../corpus/corpus'
import type { Engine, VariableStore } from '../engines/engine'
import type { ModelShape } from '../model/shape'
import { findObjective } from '../objectives/registry'
import type { ObjectiveChoice } from '../../shared/objective'
import { Random } from '../random'
import { activeUnits } from './active-units'
import { consistentUnits, marginalKl } from './consistent-units'
import { jointKl } from './joint-kl'
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
  const validator = await Validator.create(engine, store, shape, findObjective(objective.id), objective.parameters)
  const pass = await validator.pass(split, batches, new Random(seed, 'evaluate', 'pass'), (share) => onProgress(share * 0.15))
  await validator.release()
  const { posteriors } = pass
  const { prior_ll, posterior_ll } = await splitLikelihood(
    engine,
    store,
    shape,
    split,
    batches,
    posteriors,
    new Random(seed, 'evaluate', 'importance'),
    (share) => onProgress(0.15 + share * 0.6),
  )
  const noise = new Random(seed, 'evaluate', 'mutual information').fillNormal(new Float64Array(sentences * shape.latent))
  const values: MetricValues = {
    rec: pass.rec,
    kl: pass.kl,
    elbo: -pass.rec - pass.kl,
    regulariser: pass.regulariser,
    density_gap: pass.density_gap,
    prior_ll,
    posterior_ll,
    ppl: Math.exp((-prior_ll * sentences) / pass.predicted),
    mi: mutualInformation(posteriors, noise),
    mi_ceiling: Math.log(sentences),
    au: activeUnits(posteriors),
    ...consistentUnits(marginalKl(posteriors)),
    joint_kl: await jointKl(engine, posteriors, new Random(seed, 'evaluate', 'joint'), (share) => onProgress(0.75 + share * 0.25)),
  }
  return { values, posteriors, sentences }
}
