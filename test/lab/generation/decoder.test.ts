import { describe, expect, it } from 'vitest'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { StepDecoder } from '../../../src/lab/generation/decoder'
import { logNormaliser } from '../../../src/lab/generation/log-softmax'
import { initialParameters } from '../../../src/lab/model/shape'
import { Random } from '../../../src/lab/random'

const shape = { vocabulary: 50, embedding: 6, hidden: 8, latent: 3 }

describe('a decoder', () => {
  it('scores a word as it steps, with the normaliser of its logits', async () => {
    const store = initialParameters(shape, 1)
    // Larger than at the beginning, so that the words differ in their likelihood.
    for (const values of store.values()) values.forEach((value, i) => (values[i] = 20 * value))
    const decoder = await StepDecoder.create(new OnnxEngine({ threads: 1 }), store, shape)
    const state = await decoder.start(new Random('z').fillNormal(new Float32Array(2 * shape.latent)))
    const tokens = Int32Array.of(1, 7)
    const stepped = await decoder.step(tokens, state)
    const scored = await decoder.score(tokens, state)
    await decoder.release()
    expect(scored.logits).toEqual(stepped.logits)
    expect(scored.state).toEqual(stepped.state)
    for (const row of [0, 1])
      expect(scored.normalisers[row]).toBeCloseTo(logNormaliser(stepped.logits, row * shape.vocabulary, shape.vocabulary), 5)
  })
})
