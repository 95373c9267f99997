import { describe, expect, it } from 'vitest'
import { splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { RecentBatches, tokensPerSentence } from '../../../src/lab/training/recent-batches'

describe('RecentBatches', () => {
  // Two sentences of 2 words, two of 8: with </s> 3 and 9 tokens, 6 on average. Every token costs 2 nats.
  const mean = tokensPerSentence(splitOfSentences([[4, 4], [4, 4], Array<number>(8).fill(4), Array<number>(8).fill(4)]))
  const short = { values: { rec: 6, loss: 7, kl: 1 }, tokens: { batch: 2, predicted: 6 } }
  const long = { values: { rec: 18, loss: 19, kl: 3 }, tokens: { batch: 2, predicted: 18 } }

  it('does not take the length of a batch for its quality', () => {
    const recent = new RecentBatches(mean)
    for (const { values, tokens } of [short, long]) {
      recent.add(values, tokens)
      expect(recent.take()).toEqual({ rec: 12, loss: 13, kl: values.kl })
    }
  })

  it('over all batches is the mean over sentences', () => {
    const recent = new RecentBatches(mean)
    for (const { values, tokens } of [short, long]) recent.add(values, tokens)
    expect(recent.take()).toEqual({ rec: (6 + 18) / 2, loss: (7 + 19) / 2, kl: 2 })
  })
})
