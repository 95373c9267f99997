import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RunConfig } from '../../../src/shared/run'
import { PRESETS, type Settings } from '../../../src/shared/settings'
import { paperBatches, shuffle } from '../../../src/lab/corpus/batches'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { createEngine } from '../../../src/lab/engines/registry'
import { splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { Random } from '../../../src/lab/random'
import { train } from '../../../src/lab/training/trainer'
import { CURVE_TOLERANCE, largestDifference, lossCurve, type CurveTask } from '../../../src/lab/verify/loss-curves'
import { ENGINES_FOLDER, enginesHere } from '../engines/engines-here'

/** The tiny preset, narrower: 200 steps in seconds on the slowest engine. */
const settings: Settings = { ...PRESETS.short.settings, embedding: 8, hidden: 12, latent: 4, batch: 8 }
const task = (id: string): CurveTask => ({
  choice: checkObjective({ id, parameters: {}, modifiers: {} }),
  settings,
  vocabulary: 60,
  steps: 200,
  seed: 7,
})
const others = (await enginesHere()).filter((id) => id !== 'onnx')
const objectives = ['vae', 'dg']
const expected = new Map(
  await Promise.all(objectives.map(async (id) => [id, await lossCurve(new OnnxEngine({ threads: 1 }), task(id))] as const)),
)

describe('200 training steps', () => {
  it.each(objectives)('of %s learn something', (id) => {
    const losses = expected.get(id)!
    expect(losses[192]).toBeLessThan(0.95 * losses[0])
  })

  describe.each(others)('on %s', (engine) => {
    it.each(objectives)('of %s have the loss curve of ONNX Runtime on the CPU', async (id) => {
      const losses = await lossCurve(await createEngine(engine, ENGINES_FOLDER, { threads: 1 }), task(id))
      expect(losses).toHaveLength(200)
      expect(largestDifference(losses, expected.get(id)!).difference).toBeLessThan(CURVE_TOLERANCE)
    })
  })

  it('differ by more than that with another seed', async () => {
    const other = await lossCurve(new OnnxEngine({ threads: 1 }), { ...task('vae'), seed: 8 })
    expect(largestDifference(other, expected.get('vae')!).difference).toBeGreaterThan(10 * CURVE_TOLERANCE)
  })
})

describe('the loss curve of a corpus', () => {
  it('is that of a run of the same seed: batches, noise and weights of the KL', async () => {
    const random = new Random('corpus')
    const sentences = Array.from({ length: 48 }, (_, n) => Array.from({ length: 2 + (n % 3) }, () => 4 + random.int(56)))
    const corpus = splitOfSentences(sentences)
    const seed = 9
    const choice = checkObjective({ id: 'dg', parameters: {}, modifiers: {} })
    const config: RunConfig = {
      corpus: 'c',
      objective: choice,
      preset: 'tiny',
      settings: { ...settings, batching: 'paper', epochs: 2, warm_up: 2 },
      seed,
      engine: 'onnx',
      race: null,
    }
    const engine = new OnnxEngine({ threads: 1 })
    const directory = mkdtempSync(join(tmpdir(), 'plenum-'))
    const means: number[] = []
    await train({
      engine,
      config,
      shape: modelShape(choice, config.settings, 60),
      train: corpus,
      valid: corpus,
      directory,
      control: { stopped: () => false, keep: async (write) => (write(), true), gate: async () => {} },
      listener: { begin: () => {}, batches: () => {}, progress: () => {}, epoch: (_, trained) => means.push(trained.loss!) },
    })
    rmSync(directory, { recursive: true })
    const batches = paperBatches(corpus, settings.batch)
    const steps = batches.length
    const losses = await lossCurve(engine, { choice, settings: config.settings, vocabulary: 60, corpus, steps: 2 * steps, seed })
    for (const epoch of [0, 1]) {
      const order = shuffle(batches, new Random(seed, 'order', epoch))
      const mean = order.reduce((sum, { sentences: some }, i) => sum + losses[epoch * steps + i] * some.length, 0) / 48
      expect(mean).toBeCloseTo(means[epoch], 4)
    }
  })
})

describe('largestDifference', () => {
  it('is relative, names the step from 1, and sees what is no number', () => {
    expect(largestDifference(Float64Array.of(10, 21, 30), Float64Array.of(10, 20, 30))).toEqual({ step: 2, difference: 0.05 })
    expect(largestDifference(Float64Array.of(10, 20), Float64Array.of(10, 20))).toEqual({ step: 1, difference: 0 })
    expect(largestDifference(Float64Array.of(10, NaN), Float64Array.of(10, 20))).toEqual({ step: 2, difference: Infinity })
  })
})
