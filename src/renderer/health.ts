import type { Split } from '../shared/corpus'
import type { Evaluation, MetricValues, Run } from '../shared/run'

export type HealthWord = 'collapse' | 'partial' | 'hole' | 'active' | 'healthy'

/** Share of active units below which a posterior counts as partly collapsed. */
export const ACTIVE_SHARE = 0.75

/**
 * What the numbers of an evaluation say about the latent space; several can hold at once (the δ-VAE has both collapse and
 * hole). Where CU does not apply, as on the sphere, nothing is said of holes. Empty where AU is not defined either.
 */
export function healthOf(values: MetricValues, latent: number): HealthWord[] {
  const { au, cu_03: cu } = values
  const words: HealthWord[] = []
  if (au === 0) words.push('collapse')
  else if (typeof au === 'number' && au < ACTIVE_SHARE * latent) words.push('partial')
  if (typeof cu === 'number' && cu < latent) words.push('hole')
  if (words.length === 0 && typeof au === 'number') words.push(typeof cu === 'number' ? 'healthy' : 'active')
  return words
}

/** A run's latest evaluation on a split. */
export function evaluationOn(run: Run, split: Split): Evaluation | null {
  return run.evaluations.filter((evaluation) => evaluation.split === split).sort((a, b) => b.created_at - a.created_at)[0] ?? null
}

/** The evaluation a verdict rests on: the test split's where there is one, else the validation's, else any. */
export const verdictOf = (run: Run): Evaluation | null =>
  evaluationOn(run, 'test') ?? evaluationOn(run, 'valid') ?? evaluationOn(run, 'train')
