import { METHODS } from '../../lab/objectives/registry'
import { ENGINES } from '../../lab/engines/registry'
import { PRESET_IDS } from '../../shared/settings'
import { defineCommand } from '../command'
import { UsageError } from '../usage'

export const benchCommand = defineCommand({
  name: 'bench',
  summary: 'Time whole training steps on random sentences of one length',
  positionals: { label: 'step', description: 'What is timed: a training step', min: 1, max: 1 },
  options: {
    preset: { type: 'choice', choices: PRESET_IDS, default: 'short', description: 'Shape of the model' },
    objective: { type: 'choice', choices: METHODS.map(({ id }) => id), default: 'vae', description: 'Objective' },
    engine: { type: 'text', value: 'ID', description: 'Engine, as "plenum engines" lists them; without it onnx' },
    steps: { type: 'integer', min: 1, max: 100_000, default: 15, description: 'Timed steps' },
    warmup: { type: 'integer', min: 0, max: 100_000, default: 3, description: 'Steps before them' },
    threads: { type: 'integer', min: 0, max: 1024, default: 0, description: "Threads; 0: the engine's own choice" },
    vocabulary: { type: 'integer', min: 5, max: 10_000_000, description: 'Words with the four special symbols' },
    batch: { type: 'integer', min: 2, max: 512, description: 'Sentences a batch' },
    length: { type: 'integer', min: 2, max: 10_000, description: 'Predicted tokens a sentence' },
    json: { type: 'flag', description: 'Print the result as JSON on stdout' },
  },
  run: async ({ preset, objective, engine = 'onnx', steps, warmup, threads, vocabulary, batch, length, json }, [what]) => {
    if (what !== 'step') throw new UsageError(`"plenum bench" times a step ("plenum bench step"), not "${what}".`)
    const engines = ENGINES.map(({ id }) => id)
    if (!engines.includes(engine)) throw new UsageError(`--engine must be one of ${engines.join(', ')}, not "${engine}".`)
    const { runBenchStep } = await import('../../lab/bench/step')
    return runBenchStep({ preset, objective, engine, steps, warmup, threads, vocabulary, batch, length, json })
  },
})
