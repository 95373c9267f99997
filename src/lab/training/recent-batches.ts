import type { MetricValues } from '../../shared/run'
import type { EncodedSplit } from '../corpus/corpus'
import type { BatchTokens } from '../model/batch-tokens'
import { Means } from './means'

/** Predicted tokens of a sentence of the split, on average. */
export function tokensPerSentence({ tokens, offsets }: EncodedSplit): number {
  const sentences = offsets.length - 1
  return (tokens.length - sentences) / sentences
}

/**
 * Means over a few training batches. As a batch holds sentences of one length, the mean reconstruction of a few batches mostly
 * tells how long they were; the ratio estimator Σ rec / Σ tokens × mean tokens a sentence tells the same expectation, and over
 * a whole epoch is the mean itself. The loss gets the same correction.
 */
export class RecentBatches {
  private readonly means = new Means()
  private tokens = 0
  private sentences = 0

  constructor(private readonly meanTokens: number) {}

  add(values: MetricValues, { batch, predicted }: Pick<BatchTokens, 'batch' | 'predicted'>): void {
    this.means.add(values, batch)
    this.tokens += predicted
    this.sentences += batch
  }

  /** The means so far; begins anew. */
  take(): MetricValues {
    const values = this.means.take()
    const { rec, loss } = values
    if (typeof rec === 'number' && typeof loss === 'number') {
      values.rec = (rec * this.sentences * this.meanTokens) / this.tokens
      values.loss = loss - rec + values.rec
    }
    this.tokens = this.sentences = 0
    return values
  }
}
