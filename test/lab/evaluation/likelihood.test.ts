import { describe, expect, it } from 'vitest'
import { paperBatches } from '../../../src/lab/corpus/batches'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { copiesInRun, splitLikelihood } from '../../../src/lab/evaluation/likelihood'
import { makePosteriors } from '../../../src/lab/evaluation/posteriors'
import { SplitEncoder, Validator } from '../../../src/lab/evaluation/split-pass'
import { defineProgram, placeholder } from '../../../src/lab/graph'
import { batchInputs, tokenFeeds } from '../../../src/lab/model/batch-inputs'
import { batchTokens, splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { reconstruct } from '../../../src/lab/model/decoder'
import { initialParameters } from '../../../src/lab/model/shape'
import { ModelVariables } from '../../../src/lab/model/variables'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { Random } from '../../../src/lab/random'

const choice = checkObjective({ id: 'vae', parameters: {}, modifiers: {} })
const shape = modelShape(choice, { embedding: 5, hidden: 7, latent: 3 }, 30)
const store = initialParameters(shape, 2)
for (const [name, values] of store)
  store.set(
    name,
    values.map((value) => 30 * value),
  )
const engine = new OnnxEngine({ threads: 1 })
const words = new Random('words')
const split = splitOfSentences(Array.from({ length: 11 }, (_, n) => Array.from({ length: 3 + (n % 3) }, () => 4 + words.int(26))))
const batches = paperBatches(split, 4)

describe('copiesInRun', () => {
  it('is all samples where they are short, and halves until their gates fit', () => {
    expect(copiesInRun(16, 32, 12, 512)).toBe(16)
    expect(copiesInRun(16, 32, 80, 1024)).toBe(4)
    expect(copiesInRun(16, 32, 100_000, 1024)).toBe(1)
  })
})

describe('splitLikelihood', () => {
  it('gives the reconstruction error of a z from the posterior, as the decoder alone finds it with every word projected anew', async () => {
    // So narrow that a draw is the mean, and the likelihood under the posterior that of the mean: all other weights vanish.
    const encoder = await SplitEncoder.create(engine, store, shape, choice)
    const { posteriors, sentences } = await encoder.pass(split, batches, new Random('pass'), () => {})
    await encoder.release()
    const narrow = makePosteriors(3, posteriors.mean, new Float64Array(33).fill(-40))
    const found = await splitLikelihood(engine, store, shape, split, batches, narrow, new Random('samples'), () => {})

    const { decoder, batch } = batchInputs()
    const { nll } = reconstruct(new ModelVariables(shape), placeholder('z', [batch, 3]), decoder)
    const alone = await engine.compile(defineProgram({ nll }), store)
    for (const { sentences: ids } of batches) {
      const tokens = batchTokens(split, ids)
      const { feeds, sizes } = tokenFeeds(tokens, tokens.batch)
      const means = new Float32Array(ids.length * 3)
      ids.forEach((id, b) => means.set(posteriors.mean.subarray(3 * id, 3 * id + 3), 3 * b))
      const outputs = await alone.run({ ...feeds, z: means }, sizes)
      ids.forEach((id, b) => {
        let error = 0
        for (let t = 0; t < tokens.time - 1; t++) error += outputs.nll[t * tokens.batch + b]
        expect(found.rec[id]).toBeCloseTo(error, 4)
        expect(found.posterior[id]).toBeCloseTo(-error, 4)
      })
    }
    await alone.release()
    expect([...sentences.predicted]).toEqual(Array.from({ length: 11 }, (_, n) => 4 + (n % 3)))
  })
})

describe('SplitEncoder', () => {
  it('finds the posteriors that the whole model finds', async () => {
    const encoder = await SplitEncoder.create(engine, store, shape, choice)
    const validator = await Validator.create(engine, store, shape, choice)
    const encoded = await encoder.pass(split, batches, new Random('a'), () => {})
    const passed = await validator.pass(split, batches, new Random('b'), () => {})
    expect(encoded.posteriors).toEqual(passed.posteriors)
    expect(encoded.kl).toBe(passed.kl)
    expect(passed.rec).toBeGreaterThan(0)
    await encoder.release()
    await validator.release()
  })
})
