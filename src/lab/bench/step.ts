import { availableParallelism } from 'node:os'
import { PRESETS, type PresetId } from '../../shared/settings'
import { createEngine } from '../engines/registry'
import { enginesFolder } from '../home'
import { batchTokens, splitOfSentences } from '../model/batch-tokens'
import { initialParameters } from '../model/shape'
import { checkObjective } from '../objectives/choice'
import { modelShape } from '../objectives/model-shape'
import { Random } from '../random'
import { Stepper } from '../training/stepper'

export interface StepBenchOptions {
  preset: PresetId
  objective: string
  engine: string
  steps: number
  warmup: number
  /** 0: the engine's own choice. */
  threads: number
  /** Overrides of the bench's shape; length counts predicted tokens. */
  vocabulary?: number
  batch?: number
  length?: number
  json: boolean
}

/** Shapes of the timed step: those of the PyTorch yardstick. */
const SHAPES: Record<PresetId, { vocabulary: number; length: number; embedding?: number; hidden?: number }> = {
  tiny: { vocabulary: 500, length: 10, embedding: 16, hidden: 32 },
  short: { vocabulary: 9000, length: 12 },
  long: { vocabulary: 20000, length: 80 },
}

/** Times whole training steps (noise and feeding included) on random sentences and prints one JSON line or a sentence. */
export async function runBenchStep(options: StepBenchOptions): Promise<number> {
  const { embedding, hidden, ...rest } = SHAPES[options.preset]
  const settings = {
    ...PRESETS[options.preset].settings,
    optimiser: 'sgd' as const,
    learning_rate: 0.5,
    ...(embedding && { embedding }),
    ...(hidden && { hidden }),
  }
  const shape = {
    ...rest,
    batch: settings.batch,
    ...Object.fromEntries(
      Object.entries({ vocabulary: options.vocabulary, batch: options.batch, length: options.length }).filter(([, v]) => v),
    ),
  }
  const choice = checkObjective({ id: options.objective, parameters: {}, modifiers: {} })
  const model = modelShape(choice, settings, shape.vocabulary)
  const engine = await createEngine(options.engine, enginesFolder(), { threads: options.threads, spinning: true })
  const random = new Random(783435, 'bench')
  const stepper = await Stepper.create(engine, initialParameters(model, 783435), model, choice, settings)
  const batches = Array.from({ length: 4 }, () => {
    const sentences = Array.from({ length: shape.batch }, () =>
      Array.from({ length: shape.length - 1 }, () => 4 + random.int(shape.vocabulary - 4)),
    )
    return { split: splitOfSentences(sentences), order: sentences.map((_, i) => i) }
  })
  const times: number[] = []
  for (let i = 0; i < options.warmup + options.steps; i++) {
    const start = performance.now()
    const { split, order } = batches[i % batches.length]
    await stepper.step(batchTokens(split, order), random, 1, settings.learning_rate, i + 1)
    times.push(performance.now() - start)
  }
  await stepper.release()
  const sorted = times.slice(options.warmup).sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  const round = (x: number) => Math.round(x * 100) / 100
  const result = {
    engine: engine.id,
    threads: options.threads || availableParallelism(),
    preset: options.preset,
    objective: options.objective,
    ...model,
    batch: shape.batch,
    length: shape.length,
    steps: sorted.length,
    ms_median: round(median),
    ms_min: round(sorted[0]),
    ms_max: round(sorted[sorted.length - 1]),
    tokens_per_second: Math.round((shape.batch * shape.length * 10_000) / median) / 10,
    peak_memory_mib: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  const sentence = `${result.engine}, ${result.threads} threads, ${result.preset} ${result.objective}: ${result.ms_median} ms a step (${result.ms_min} to ${result.ms_max} over ${result.steps}), ${result.tokens_per_second} tokens/s, peak ${result.peak_memory_mib} MiB`
  process.stdout.write(`${options.json ? JSON.stringify(result) : sentence}\n`)
  return 0
}
