import { availableParallelism } from 'node:os'
import type { PresetId } from '../../shared/settings'
import type { Engine } from '../engines/engine'
import { createEngine } from '../engines/registry'
import { batchTokens } from '../model/batch-tokens'
import { initialParameters } from '../model/shape'
import { Random } from '../random'
import { Stepper } from '../training/stepper'
import { stepFlops } from './flops'
import { median, peakMemory, productPeak, round, summarise, type Times } from './measure'
import { benchModel, randomSentences, type BenchModel, type ShapeOverrides } from './model'

export interface StepBenchOptions extends ShapeOverrides {
  preset: PresetId
  /** Timed in turn with the engines, step by step, in this one process, each with a model of its own. */
  objectives: readonly string[]
  engines: readonly string[]
  enginesDirectory: string
  steps: number
  warmup: number
  /** 0: the engine's own choice. */
  threads: number
}

export interface StepFigures extends Times {
  engine: string
  threads: number
  preset: PresetId
  objective: string
  vocabulary: number
  embedding: number
  hidden: number
  latent: number
  batch: number
  length: number
  steps: number
  /** Median over turns of a step's time over that of the same engine's first objective in that turn. */
  relative: number
  tokens_per_second: number
  /** Of the matrix products of a step, and of products alone measured in this call. */
  gflops: number
  gflops_peak: number
  peak_memory_mib: number
}

/** One engine's stepper with its own parameters and noise. */
async function prepare(engine: Engine, objective: string, { shape, choice, settings, length }: BenchModel) {
  const stepper = await Stepper.create(engine, initialParameters(shape, 783435), shape, choice, settings)
  const random = new Random(783435, 'bench')
  const batches = Array.from({ length: 4 }, () => randomSentences(settings.batch, length, shape.vocabulary, random))
  const order = Array.from({ length: settings.batch }, (_, i) => i)
  const times: number[] = []
  return {
    engine,
    objective,
    times,
    async step(i: number) {
      const start = performance.now()
      await stepper.step(batchTokens(batches[i % batches.length], order), random, 1, settings.learning_rate, i + 1)
      times.push(performance.now() - start)
    },
    release: () => stepper.release(),
  }
}

/** Times whole training steps, noise and feeding included, on random sentences. */
export async function benchStep(options: StepBenchOptions): Promise<StepFigures[]> {
  const { preset, objectives, engines, steps, warmup, threads, enginesDirectory } = options
  const models = objectives.map((objective) => [objective, benchModel(preset, objective, options)] as const)
  const runners = []
  for (const id of engines) {
    const engine = await createEngine(id, enginesDirectory, { threads, spinning: engines.length * objectives.length === 1 })
    for (const [objective, model] of models) runners.push(await prepare(engine, objective, model))
  }
  for (let i = 0; i < warmup + steps; i++) for (const runner of runners) await runner.step(i)
  const figures: StepFigures[] = []
  const { shape, settings, length } = models[0][1]
  for (const { engine, objective, times, release } of runners) {
    await release()
    const timed = times.slice(warmup)
    const first = runners.find((runner) => runner.engine === engine)!.times.slice(warmup)
    const summary = summarise(timed)
    figures.push({
      engine: engine.id,
      threads: threads || availableParallelism(),
      preset,
      objective,
      vocabulary: shape.vocabulary,
      embedding: shape.embedding,
      hidden: shape.hidden,
      latent: shape.latent,
      batch: settings.batch,
      length,
      steps,
      ...summary,
      relative: round(median(timed.map((time, i) => time / first[i])), 3),
      tokens_per_second: Math.round((settings.batch * length * 10_000) / summary.ms_median) / 10,
      gflops: round(stepFlops(shape, settings.batch, length) / summary.ms_median / 1e6, 3),
      gflops_peak: await productPeak(engine),
      peak_memory_mib: peakMemory(),
    })
  }
  return figures
}
