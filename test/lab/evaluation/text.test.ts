import { describe, expect, it } from 'vitest'
import { textEvaluationSchema } from '../../../src/shared/text-evaluation'
import { evaluateInterpolations } from '../../../src/lab/evaluation/interpolations'
import { makePosteriors, makeVmfPosteriors, type Posteriors } from '../../../src/lab/evaluation/posteriors'
import { evaluatePriorSamples, piecesOf } from '../../../src/lab/evaluation/prior-samples'
import { evaluateText } from '../../../src/lab/evaluation/text'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { UNKNOWN } from '../../../src/lab/corpus/corpus'
import { bleu, countReferences, selfBleu } from '../../../src/lab/generation/bleu'
import { distinct } from '../../../src/lab/generation/distinct'
import { splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { initialParameters, type ModelShape } from '../../../src/lab/model/shape'
import { Random } from '../../../src/lab/random'

const words = (text: string) => text.split(' ').filter((word) => word !== '')
const random = () => new Random('text')

/** Sentences of one latent dimension; z is their number, and what lies between is the nearer one, the first half-way. */
const lines = ['a b c d', 'e f g h', 'i j k l', 'm n o p q'].map(words)
const posteriors = makePosteriors(1, [0, 1, 2, 3], [0, 0, 0, 0])
const nearest = async (z: Float32Array) => Array.from(z, (value) => lines[Math.ceil(value - 0.5)])

const interpolations = (given: Partial<Parameters<typeof evaluateInterpolations>[0]> = {}) =>
  evaluateInterpolations({ posteriors, source: (n) => lines[n], decode: nearest, random: random(), onProgress: () => {}, ...given })

describe('interpolations', () => {
  it('pair sentences in order and compare 11 points with both ends', async () => {
    const found = (await interpolations())!
    expect(found).toMatchObject({ path: 'line', pairs: 2, points: { length: 11 } })
    found.points.forEach(({ t, rouge_first, rouge_second, rouge_both }, p) => {
      expect(t).toBeCloseTo(p / 10, 12)
      const near = p <= 5 ? 1 : 0
      expect(rouge_first.f.value).toBeCloseTo(near, 7)
      expect(rouge_second.recall.value).toBeCloseTo(1 - near, 7)
      expect(rouge_both.precision.value).toBeCloseTo(0.5, 7)
    })
  })

  it('take BLEU of both end points as one corpus, self-BLEU and distinct path by path', async () => {
    // The second end of the second path loses a word.
    const shortened = async (z: Float32Array) =>
      (await nearest(z)).map((sentence, i) => (sentence === lines[3] && i % 11 === 10 ? sentence.slice(0, 4) : sentence))
    const found = (await interpolations({ decode: shortened }))!
    const expected = bleu(
      [lines[0], lines[1], lines[2], lines[3].slice(0, 4)],
      lines.map((line) => countReferences([line])),
    )
    expect(found.bleu.map(({ value }) => value)).toEqual(expected)
    const paths = [0, 2].map((n) => Array.from({ length: 11 }, (_, p) => lines[p <= 5 ? n : n + 1]))
    paths[1][10] = lines[3].slice(0, 4)
    for (let k = 0; k < 4; k++) {
      expect(found.self_bleu[k].value).toBeCloseTo((selfBleu(paths[0])[k] + selfBleu(paths[1])[k]) / 2, 9)
      expect(found.distinct[k].value).toBeCloseTo((distinct(paths[0])[k] + distinct(paths[1])[k]) / 2, 9)
      expect(found.bleu[k].low).toBeLessThan(found.bleu[k].high)
    }
  })

  it('go along the great circle on the sphere', async () => {
    const mean = [1, 0, 0, 1]
    const lengths: number[] = []
    const found = await interpolations({
      posteriors: makeVmfPosteriors(2, mean, 10),
      decode: async (z) => {
        for (let i = 0; i < z.length; i += 2) lengths.push(Math.hypot(z[i], z[i + 1]))
        return Array.from({ length: z.length / 2 }, () => lines[0])
      },
    })
    expect(found!.path).toBe('circle')
    for (const length of lengths) expect(length).toBeCloseTo(1, 6)
  })

  it('of one sentence there are none; a last odd one is left out; of one pair the interval is the figure', async () => {
    const first = (count: number): Posteriors => makePosteriors(1, [0, 1, 2].slice(0, count), new Float64Array(count))
    expect(await interpolations({ posteriors: first(1) })).toBeNull()
    const found = (await interpolations({ posteriors: first(3) }))!
    expect(found.pairs).toBe(1)
    expect(found.bleu[0].low).toBe(found.bleu[0].value)
    expect(found.bleu[0].high).toBe(found.bleu[0].value)
  })

  it('survive a decoder that says nothing', async () => {
    const found = (await interpolations({ decode: async (z) => Array.from(z, () => []) }))!
    expect(found.bleu.map(({ value }) => value)).toEqual([0, 0, 0, 0])
    expect(found.points[0].rouge_first.f).toEqual({ value: 0, low: 0, high: 0 })
    expect(found.distinct[0].value).toBe(0)
  })
})

describe('prior samples', () => {
  it.each([
    [1, 1],
    [8, 1],
    [100, 9],
    [2600, 49],
    [2601, 50],
    [10_000, 50],
  ])('%d sentences are taken in %d pieces', (sentences, pieces) => {
    expect(piecesOf(sentences)).toBe(pieces)
  })

  const draw = (seed: number, count: number) => {
    const source = new Random(seed)
    return Array.from({ length: count }, () => Array.from({ length: 5 }, () => `w${source.int(8)}`))
  }

  it('that are the split score 100', async () => {
    const split = draw(1, 40)
    const found = await evaluatePriorSamples(split, split, random(), () => {})
    expect(found).toMatchObject({ sentences: 40, pieces: 5 })
    for (const { precision, recall, f } of found.bleu)
      for (const { value, low, high } of [precision, recall, f]) for (const v of [value, low, high]) expect(v).toBeCloseTo(100, 3)
  })

  it('score as corpus BLEU does, piece by piece, precision and recall by exchanged roles', async () => {
    const [samples, split] = [draw(2, 40), draw(3, 40)]
    const { bleu: found } = await evaluatePriorSamples(samples, split, random(), () => {})
    const inPieces = (ours: string[][], theirs: string[][]) => {
      const references = countReferences(theirs)
      const scores = [0, 8, 16, 24, 32].map((from) => bleu(ours.slice(from, from + 8), Array<typeof references>(8).fill(references)))
      return [0, 1, 2, 3].map((k) => scores.reduce((sum, score) => sum + score[k], 0) / 5)
    }
    const [p, r] = [inPieces(samples, split), inPieces(split, samples)]
    found.forEach(({ precision, recall, f }, k) => {
      expect(precision.value).toBeCloseTo(p[k], 9)
      expect(recall.value).toBeCloseTo(r[k], 9)
      expect(f.value).toBeCloseTo((2 * p[k] * r[k]) / (p[k] + r[k]), 9)
      expect(f.low).toBeLessThan(f.value)
      expect(f.high).toBeGreaterThan(f.value)
    })
  })

  it('that say nothing score 0', async () => {
    const found = await evaluatePriorSamples([[], [], []], draw(1, 3), random(), () => {})
    for (const { f } of found.bleu) expect(f.value).toBe(0)
  })
})

describe('evaluateText', () => {
  const VOCABULARY = 12
  const vocabulary = ['<pad>', '<s>', '</s>', '<unk>', ...'abcdefgh']
  const shape: ModelShape = { vocabulary: VOCABULARY, embedding: 5, hidden: 7, latent: 2 }
  const store = initialParameters(shape, 1)
  for (const [name, values] of store)
    store.set(
      name,
      values.map((v) => 60 * v),
    )
  const source = new Random('split')
  const sentences = Array.from({ length: 20 }, () => Array.from({ length: 1 + source.int(4) }, () => 4 + source.int(8)))
  const evaluate = (given: number[][], onProgress: (share: number) => void = () => {}) => {
    const draws = new Random('posteriors')
    return evaluateText({
      engine: new OnnxEngine({ threads: 1 }),
      store,
      shape,
      split: splitOfSentences(given),
      posteriors: makePosteriors(
        2,
        draws.fillNormal(new Float64Array(2 * given.length)),
        draws.fillNormal(new Float64Array(2 * given.length)),
      ),
      words: vocabulary,
      seed: 4,
      onProgress,
    })
  }

  it('is whole, reproducible and reports its progress to the end', async () => {
    const reported: number[] = []
    const found = await evaluate(sentences, (share) => reported.push(share))
    expect(textEvaluationSchema.parse(found)).toEqual(found)
    expect(found).toMatchObject({ interpolation: { pairs: 10 }, prior_samples: { sentences: 20, pieces: 3 } })
    expect([...reported].sort((a, b) => a - b)).toEqual(reported)
    expect(reported.at(-1)).toBeCloseTo(1, 9)
    expect(await evaluate(sentences)).toEqual(found)
  })

  it.each([0, 0.85, 0.97])('ends where it is cancelled, after %d', async (from) => {
    const stopped = evaluate(sentences, (share) => {
      if (share > from) throw new Error('Cancelled.')
    })
    await expect(stopped).rejects.toThrow('Cancelled.')
  })

  it('takes sentences of unknown words alone, and one sentence alone', async () => {
    const unknown = await evaluate([[UNKNOWN], [UNKNOWN, UNKNOWN]])
    expect(textEvaluationSchema.parse(unknown)).toEqual(unknown)
    expect(await evaluate([[4, 5]])).toMatchObject({ interpolation: null, prior_samples: { sentences: 1, pieces: 1 } })
  })
})
