import { availableParallelism } from 'node:os'
import type { PresetId } from '../../shared/settings'
import type { Engine } from '../engines/engine'
import { createEngine } from '../engines/registry'
import { batchTokens } from '../model/batch-tokens'
import { initialParameters } from '../model/shape'
import { Random } from '../random'
import { Stepper } from '../training/stepper'
import { stepFlops } from './flops'
import { peakMemory, productPeak, round, summarise, type Times } from './measure'
import { benchModel, randomSentences, type BenchModel, type ShapeOverrides } from './model'

export interface StepBenchOptions extends ShapeOverrides {
  preset: PresetId
  objective: string
  /** Timed in turn, step by step, in this one process. */
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
  tokens_per_second: number
  /** Of the matrix products of a step, and of products alone measured in this call. */
  gflops: number
  gflops_peak: number
  peak_memory_mib: number
}

/** One engine's stepper with its own parameters and noise. */
async function prepare(engine: Engine, { shape, choice, settings, length }: BenchModel) {
  const stepper = await Stepper.create(engine, initialParameters(shape, 783435), shape, choice, settings)
  const random = new Random(783435, 'bench')
  const batches = Array.from({ length: 4 }, () => randomSentences(settings.batch, length, shape.vocabulary, random))
  const order = Array.from({ length: settings.batch }, (_, i) => i)
  const times: number[] = []
  return {
    engine,
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
  const { preset, objective, steps, warmup, threads, enginesDirectory } = options
  const model = benchModel(preset, objective, options)
  const { shape, settings, length } = model
  const runners = []
  for (const id of options.engines)
    runners.push(await prepare(await createEngine(id, enginesDirectory, { threads, spinning: options.engines.length === 1 }), model))
  for (let i = 0; i < warmup + steps; i++) for (const runner of runners) await runner.step(i)
  const figures: StepFigures[] = []
  for (const { engine, times, release } of runners) {
    await release()
    const summary = summarise(times.slice(warmup))
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
      tokens_per_second: Math.round((settings.batch * length * 10_000) / summary.ms_median) / 10,
      gflops: round(stepFlops(shape, settings.batch, length) / summary.ms_median / 1e6, 3),
      gflops_peak: await productPeak(engine),
      peak_memory_mib: peakMemory(),
    })
  }
  return figures
}
