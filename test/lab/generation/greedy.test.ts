import { describe, expect, it } from 'vitest'
import { decodeGreedily } from '../../../src/lab/generation/greedy'
import { countdown, madeUpDecoder } from './made-up-decoder'

describe('greedy decoding', () => {
  it('decodes each sentence to its own end, and goes on with those that have not ended', async () => {
    const decoder = madeUpDecoder(countdown)
    expect(await decodeGreedily(decoder, Float32Array.of(1, 0, 2))).toEqual([[4], [], [5, 5]])
    expect(decoder.steps).toEqual([3, 2, 1])
  })
  it('takes the first of equally likely words', async () => {
    const decoder = madeUpDecoder((_, position) => (position === 0 ? [0, 0, 1, 0, 7, 7] : [0, 0, 9, 0, 0, 0]))
    expect(await decodeGreedily(decoder, Float32Array.of(0))).toEqual([[4]])
  })
  it('ends at 100 tokens, the start symbol counted, and has nothing to do without codes', async () => {
    const endless = madeUpDecoder(() => [0, 0, 0, 0, 1, 0])
    expect((await decodeGreedily(endless, Float32Array.of(0)))[0]).toHaveLength(99)
    expect(await decodeGreedily(endless, new Float32Array())).toEqual([])
  })
})
