import { join } from 'node:path'
import type { Split } from '../../shared/corpus'
import { evaluateSplit } from '../evaluation/evaluate'
import { makePosteriors, makeVmfPosteriors, type Posteriors } from '../evaluation/posteriors'
import { readSafetensors, writeSafetensors } from '../training/safetensors'
import type { WorkerMessage, WorkerTask } from '../worker-protocol'
import { existsSync } from 'node:fs'
import { loadBest, type Setting } from './model'

const posteriorsPath = (directory: string, split: Split) => join(directory, `posteriors-${split}.safetensors`)

/** Keeps a split's posteriors beside the run, so that its pictures need no pass through the model. */
export function savePosteriors(directory: string, split: Split, epoch: number, posteriors: Posteriors): void {
  const { latent, count, mean } = posteriors
  const entry = (values: Float64Array) => ({ values: Float32Array.from(values), shape: [count, latent] })
  writeSafetensors(posteriorsPath(directory, split), {
    tensors: new Map([
      ['mean', entry(mean)],
      ...(posteriors.family === 'gaussian' ? ([['logvar', entry(posteriors.logvar)]] as const) : []),
    ]),
    metadata: { epoch: String(epoch), ...(posteriors.family === 'vmf' && { kappa: String(posteriors.kappa) }) },
  })
}

/** Posteriors kept from this epoch's checkpoint, or null. */
export function loadPosteriors(directory: string, split: Split, epoch: number): Posteriors | null {
  const path = posteriorsPath(directory, split)
  if (!existsSync(path)) return null
  const { tensors, metadata } = readSafetensors(path)
  const mean = tensors.get('mean')!
  if (metadata.epoch !== String(epoch)) return null
  const logvar = tensors.get('logvar')
  return logvar
    ? makePosteriors(mean.shape[1], mean.values, logvar.values)
    : makeVmfPosteriors(mean.shape[1], mean.values, Number(metadata.kappa))
}

/** Evaluates the best checkpoint on a split and keeps its posteriors. */
export async function evaluateRun(
  task: WorkerTask,
  setting: Setting,
  split: Split,
  send: (message: WorkerMessage) => void,
  check: () => void,
): Promise<void> {
  const began = performance.now()
  const { store, state } = loadBest(task.runDirectory, setting.shape)
  const { config } = task
  let reported = 0
  const { values, intervals, posteriors, sentences } = await evaluateSplit({
    ...setting,
    store,
    objective: config.objective,
    batch: config.settings.batch,
    split: await setting.corpus.split(split),
    seed: config.seed,
    onProgress(share) {
      check()
      const now = performance.now()
      if (now - reported < 200) return
      reported = now
      const elapsed = (now - began) / 1000
      send({
        type: 'progress',
        phase: 'evaluating',
        share,
        seconds_left: share > 0.02 ? (elapsed / share) * (1 - share) : null,
        step: state.step,
      })
    },
  })
  savePosteriors(task.runDirectory, split, state.epoch, posteriors)
  send({
    type: 'evaluated',
    evaluation: { split, epoch: state.epoch, sentences, seconds: (performance.now() - began) / 1000, values, intervals, text: null },
  })
}
