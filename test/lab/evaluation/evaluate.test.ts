import { describe, expect, it } from 'vitest'
import { METRICS, type MetricId } from '../../../src/shared/metrics'
import { intervalsSchema } from '../../../src/shared/run'
import { evaluateSplit, type EvaluationInput } from '../../../src/lab/evaluation/evaluate'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { initialParameters } from '../../../src/lab/model/shape'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { OBJECTIVES } from '../../../src/lab/objectives/registry'
import { Random } from '../../../src/lab/random'

const VOCABULARY = 20
const settings = { embedding: 6, hidden: 8, latent: 3 }

function sentences(count: number, longest = 4) {
  const random = new Random('sentences')
  return Array.from({ length: count }, () => Array.from({ length: 1 + random.int(longest) }, () => 4 + random.int(VOCABULARY - 4)))
}

function input(
  id: string,
  lines = sentences(60),
  onProgress: (share: number) => void = () => {},
  modifiers: Record<string, Record<string, number>> = {},
): EvaluationInput {
  const objective = checkObjective({ id, parameters: {}, modifiers })
  const shape = modelShape(objective, settings, VOCABULARY)
  const store = initialParameters(shape, 3)
  // Weights large enough that posteriors differ.
  for (const [name, values] of store)
    if (name !== 'encoder.bn_running_variance')
      store.set(
        name,
        values.map((v) => 40 * v),
      )
  const engine = new OnnxEngine({ threads: 1 })
  return { engine, store, shape, objective, batch: 16, split: splitOfSentences(lines), seed: 5, onProgress }
}

describe('evaluateSplit', () => {
  it.each(['dg', 'bn', 'vmf'])('gives every metric of %s a value within its interval', async (id) => {
    const { values, intervals, sentences: count } = await evaluateSplit(input(id))
    expect(intervalsSchema.parse(intervals)).toEqual(intervals)
    expect(count).toBe(60)
    for (const metric of Object.keys(values) as MetricId[]) {
      for (const sentence of [METRICS[metric].meaning, METRICS[metric].estimator, METRICS[metric].uncertainty])
        expect(sentence).toMatch(/\.$/)
      const value = values[metric]
      if (value === null) expect(intervals[metric]).toBeUndefined()
      if (value === null || value === undefined || metric === 'mi_ceiling') continue
      const [low, high] = intervals[metric]!
      expect([metric, low <= value + 1e-9, high >= value - 1e-9]).toEqual([metric, true, true])
    }
    expect(values.mi_ceiling).toBe(Math.log(60))
    expect(values.elbo).toBeCloseTo(-values.rec! - values.kl!, 12)
    if (id === 'vmf') {
      expect(values).toMatchObject({ cu_01: null, cu_03: null, cu_05: null, cu_10: null })
      expect(intervals.kl![1] - intervals.kl![0]).toBeLessThan(1e-9)
    } else expect(intervals.kl![1]).toBeGreaterThan(intervals.kl![0])
    expect(intervals.prior_ll![1]).toBeGreaterThan(intervals.prior_ll![0])
    expect(intervals.joint_kl![1]).toBeGreaterThan(intervals.joint_kl![0])
  })

  it('takes a model whose decoder is modified', async () => {
    const { values } = await evaluateSplit(input('dg', sentences(20), () => {}, { skip: {}, bow: {}, cyclic: {} }))
    for (const value of Object.values(values)) expect(Number.isFinite(value)).toBe(true)
  })

  it('is reproducible by its seed, intervals too', async () => {
    const first = await evaluateSplit(input('dg'))
    expect(await evaluateSplit(input('dg'))).toEqual(first)
    const other = await evaluateSplit({ ...input('dg'), seed: 6 })
    expect(other.intervals.rec).not.toEqual(first.intervals.rec)
  })

  it('reports its progress from phase to phase, and ends wherever it is cancelled', async () => {
    const reported: number[] = []
    await evaluateSplit(input('dg', sentences(20), (share) => reported.push(share)))
    expect([...reported].sort((a, b) => a - b)).toEqual(reported)
    expect(reported.at(-1)).toBeCloseTo(1, 9)
    for (const from of [0, 0.2, 0.73, 0.89, 0.92, 0.96]) {
      const stopped = evaluateSplit(
        input('dg', sentences(20), (share) => {
          if (share > from) throw new Error(`Cancelled at ${from}.`)
        }),
      )
      await expect(stopped).rejects.toThrow(`Cancelled at ${from}.`)
    }
  })

  it.each(OBJECTIVES.map(({ descriptor }) => descriptor.id))(
    'evaluates one sentence alone by %s: values, without intervals of nothing',
    async (id) => {
      const { values, intervals } = await evaluateSplit(input(id, [[5, 6, 7]]))
      expect(values.au).toBe(0)
      expect(values.mi_ceiling).toBe(0)
      for (const value of Object.values(values)) expect(value === null || Number.isFinite(value)).toBe(true)
      expect(Object.keys(intervals)).toEqual(['joint_kl'])
    },
  )

  it('takes a split in which one length has one sentence: a batch of one', async () => {
    const { values } = await evaluateSplit(input('dg', [[4], [5, 6], [6, 7], [8, 9, 10, 11]]))
    for (const value of Object.values(values)) expect(Number.isFinite(value)).toBe(true)
  })

  it('says so where there is no sentence', async () => {
    await expect(evaluateSplit(input('vae', []))).rejects.toThrow('The split has no sentence to evaluate.')
  })
})
