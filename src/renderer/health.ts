import type { Split } from '../shared/corpus'
import type { Evaluation, Run } from '../shared/run'

/** A run's latest evaluation on a split. */
export function evaluationOn(run: Run, split: Split): Evaluation | null {
  return run.evaluations.filter((evaluation) => evaluation.split === split).sort((a, b) => b.created_at - a.created_at)[0] ?? null
}

/** The evaluation a verdict rests on: the test split's where there is one, else the validation's, else any. */
export const verdictOf = (run: Run): Evaluation | null =>
  evaluationOn(run, 'test') ?? evaluationOn(run, 'valid') ?? evaluationOn(run, 'train')
