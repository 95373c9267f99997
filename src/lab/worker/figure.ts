import { densityGrid } from '../latent/density-grid'
import { pairOfDimensions } from '../latent/ranking'
import { sphereGrid, sphereScale } from '../latent/sphere-grid'
import { paperBatches } from '../corpus/batches'
import { SplitEncoder } from '../evaluation/split-pass'
import type { Posteriors } from '../evaluation/posteriors'
import { Random } from '../random'
import type { WorkerResult, WorkerTask } from '../worker-protocol'
import { loadPosteriors, savePosteriors } from './kept-posteriors'
import type { TrainedSetting } from './model'

type FigureTask = Extract<WorkerTask, { kind: 'figure' }>

/** Posteriors of the best checkpoint on the task's split: kept ones, or by a pass through the model. */
export async function posteriorsOf(
  { config, runDirectory, split }: FigureTask | Extract<WorkerTask, { kind: 'reconstruct' }>,
  { engine, corpus, shape, store, state }: TrainedSetting,
): Promise<Posteriors> {
  const kept = loadPosteriors(runDirectory, split, state.epoch, corpus.record.splits[split].sentences, shape)
  if (kept) return kept
  const encoder = await SplitEncoder.create(engine, store, shape, config.objective, { fixed: true })
  const sentences = await corpus.split(split)
  const { posteriors } = await encoder.pass(
    sentences,
    paperBatches(sentences, config.settings.batch),
    new Random(config.seed, 'figure'),
    () => {},
  )
  await encoder.release()
  savePosteriors(runDirectory, split, state.epoch, posteriors)
  return posteriors
}

const base64 = (values: Float32Array) => Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64')

/** One column of the paper's figure: aggregated density and centres. */
export async function figureOf(task: FigureTask, setting: TrainedSetting): Promise<WorkerResult> {
  const posteriors = await posteriorsOf(task, setting)
  const dimensions = pairOfDimensions(posteriors, task.pair)
  const scale = posteriors.family === 'vmf' ? sphereScale(posteriors.latent) : 1
  const centres = new Float32Array(posteriors.count * 2)
  for (let n = 0; n < posteriors.count; n++)
    dimensions.forEach((d, i) => (centres[2 * n + i] = scale * posteriors.mean[n * posteriors.latent + d]))
  const { labels } = await setting.corpus.split(task.split)
  const density =
    posteriors.family === 'vmf'
      ? await sphereGrid(setting.engine, posteriors, dimensions, task.size, task.extent)
      : await densityGrid(setting.engine, posteriors, dimensions, task.size, task.extent)
  return {
    kind: 'figure',
    column: {
      split: task.split,
      dimensions,
      size: task.size,
      extent: task.extent,
      density: base64(density),
      centres: base64(centres),
      labels: labels ? Array.from(labels) : [],
    },
  }
}
