import { statSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { RunConfig } from '../../../src/shared/run'
import { PRESETS } from '../../../src/shared/settings'
import { OnnxEngine } from '../../../src/lab/engines/onnx/engine'
import { splitOfSentences } from '../../../src/lab/model/batch-tokens'
import { checkObjective } from '../../../src/lab/objectives/choice'
import { modelShape } from '../../../src/lab/objectives/model-shape'
import { checkpointBytes, diskNeed } from '../../../src/lab/runs/disk-need'
import { checkpointPath } from '../../../src/lab/training/checkpoint'
import { train } from '../../../src/lab/training/trainer'
import { temporaryFolder } from '../lab-fixture'

const VOCABULARY = 200
/** What names, shapes and the state of training add to the numbers, at most: bytes. */
const HEAD = 8192
const sentences = splitOfSentences(Array.from({ length: 16 }, (_, i) => [4 + i, 30 + i, 60 + i]))

const configOf = (optimiser: 'adam' | 'sgd'): RunConfig => ({
  corpus: 'c',
  objective: checkObjective({ id: 'vae', parameters: {}, modifiers: {} }),
  preset: 'tiny',
  settings: { ...PRESETS.tiny.settings, batch: 8, epochs: 1, optimiser },
  seed: 1,
  engine: 'onnx',
  race: null,
})

test.each(['adam', 'sgd'] as const)('is what the checkpoints of %s take', async (optimiser) => {
  const config = configOf(optimiser)
  const directory = await temporaryFolder()
  await train({
    engine: new OnnxEngine({ threads: 1 }),
    config,
    shape: modelShape(config.objective, config.settings, VOCABULARY),
    train: sentences,
    valid: sentences,
    directory,
    control: { gate: async () => {}, stopped: () => false, keep: async (write) => (write(), true) },
    listener: { begin: () => {}, progress: () => {}, batches: () => {}, epoch: () => {} },
  })
  const bytes = checkpointBytes(config, VOCABULARY)
  for (const name of ['best', 'last'] as const) {
    const beside = statSync(checkpointPath(directory, name)).size - bytes[name]
    expect(beside, name).toBeGreaterThan(0)
    expect(beside, name).toBeLessThan(HEAD)
  }
})

test('is both checkpoints and a second last one before the first epoch has ended, then the next last one', () => {
  const { best, last } = checkpointBytes(configOf('adam'), VOCABULARY)
  expect(diskNeed(configOf('adam'), VOCABULARY, 0)).toBe(best + 2 * last)
  expect(diskNeed(configOf('adam'), VOCABULARY, 1)).toBe(last)
})
