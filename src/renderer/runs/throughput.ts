import type { CorpusRecord } from '../../shared/corpus'
import type { Run } from '../../shared/run'

/** How fast a run trains. */
export interface Throughput {
  /** Training sentences a second, over the last epoch. */
  sentences: number
  /** Predicted tokens a second: the words of the corpus' training sentences and the end symbol of each. Null without the corpus. */
  tokens: number | null
}

/** Null until a run has finished an epoch. */
export function throughputOf(run: Run, corpus: CorpusRecord | undefined): Throughput | null {
  const sentences = run.latest.speed
  if (typeof sentences !== 'number') return null
  const train = corpus?.splits.train
  return { sentences, tokens: train && train.sentences > 0 ? sentences * (train.tokens / train.sentences + 1) : null }
}
