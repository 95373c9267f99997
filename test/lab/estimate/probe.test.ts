import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { OpenCorpus } from '../../../src/lab/corpus/corpus'
import type { Engine } from '../../../src/lab/engines/engine'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { probe } from '../../../src/lab/estimate/probe'
import { splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { Random } from '../../../src/lab/random'
import { train } from '../../../src/lab/training/trainer'
import { PRESETS } from '../../../src/shared/settings'

const VOCABULARY = 60
const random = new Random('probe test')
const sentences = (count: number) =>
  splitOfSentences(Array.from({ length: count }, () => Array.from({ length: 2 + random.int(12) }, () => 4 + random.int(VOCABULARY - 4))))
const splits = { train: sentences(600), valid: sentences(120), test: sentences(120) }
const corpus = {
  record: { vocabulary_size: VOCABULARY },
  split: async (name: keyof typeof splits) => splits[name],
} as unknown as OpenCorpus
const settings = { ...PRESETS.tiny.settings, embedding: 32, hidden: 48, latent: 4, epochs: 3 }

/** Milliseconds of a run: the more it is fed, the longer. */
const runMs = (feeds: Readonly<Record<string, ArrayLike<number>>>) =>
  1 + Object.values(feeds).reduce((sum, { length }) => sum + length, 0) / 1000

/** An engine by whose runs alone the clock goes on: what is measured is then the same on any machine. */
function clockwork(engine: Engine): Engine {
  let now = 1000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  return {
    id: engine.id,
    async compile(...given) {
      const executable = await engine.compile(...given)
      return {
        run: (feeds, sizes) => {
          now += runMs(feeds)
          return executable.run(feeds, sizes)
        },
        release: () => executable.release(),
      }
    },
    sync: async (variables) => engine.sync?.(variables),
    changed: (variables) => engine.changed?.(variables),
  }
}

afterEach(() => vi.restoreAllMocks())

describe('a probe', () => {
  // How near it comes on a real clock stands in the document on performance.
  it('measures each choice, and an epoch as the trainer has it', async () => {
    const engine = clockwork(new OnnxEngine({ threads: 1 }))
    const choices = ['vae', 'dg', 'vmf'].map((id) => checkObjective({ id, parameters: {}, modifiers: {} }))
    const costs = await probe({ engine, corpus, settings, choices })
    expect(costs).toHaveLength(3)
    for (const cost of costs) {
      for (const value of Object.values(cost)) expect(value).toBeGreaterThan(0)
      expect(cost.memory_bytes).toBeGreaterThan(5e7)
    }
    const seconds: number[] = []
    await train({
      engine,
      config: { corpus: 'c', objective: choices[0], preset: 'tiny', settings, seed: 1, engine: 'onnx', race: null },
      shape: modelShape(choices[0], settings, VOCABULARY),
      train: splits.train,
      valid: splits.valid,
      directory: mkdtempSync(join(tmpdir(), 'plenum-')),
      control: { gate: async () => {}, stopped: () => false, keep: async (write) => (write(), true) },
      listener: { begin: () => {}, progress: () => {}, batches: () => {}, epoch: (state) => seconds.push(state.seconds) },
    })
    const epoch = (seconds[2] - seconds[0]) / 2
    expect(costs[0].epoch_seconds / epoch).toBeGreaterThan(0.9)
    expect(costs[0].epoch_seconds / epoch).toBeLessThan(1.1)
  })
})
