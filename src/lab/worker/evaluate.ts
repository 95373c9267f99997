import { join } from 'node:path'
import type { Split } from '../../shared/corpus'
import { diskFault } from '../disk-fault'
import { evaluateSplit } from '../evaluation/evaluate'
import { phases } from '../evaluation/phases'
import { makePosteriors, makeVmfPosteriors, type Posteriors } from '../evaluation/posteriors'
import { evaluateText } from '../evaluation/text'
import { readSafetensors, writeSafetensors } from '../training/safetensors'
import type { WorkerMessage, WorkerTask } from '../worker-protocol'
import { existsSync } from 'node:fs'
import { loadBest, type Setting } from './model'

const posteriorsPath = (directory: string, split: Split) => join(directory, `posteriors-${split}.safetensors`)

/** Keeps a split's posteriors beside the run, so that its pictures need no pass through the model. */
export function savePosteriors(directory: string, split: Split, epoch: number, posteriors: Posteriors): void {
  const { latent, count, mean } = posteriors
  const entry = (values: Float64Array) => ({ values: Float32Array.from(values), shape: [count, latent] })
  try {
    writeSafetensors(posteriorsPath(directory, split), {
      tensors: new Map([
        ['mean', entry(mean)],
        ...(posteriors.family === 'gaussian' ? ([['logvar', entry(posteriors.logvar)]] as const) : []),
      ]),
      metadata: { epoch: String(epoch), ...(posteriors.family === 'vmf' && { kappa: String(posteriors.kappa) }) },
    })
  } catch (error) {
    // A disk that takes no more costs a later picture a pass through the model, not what is being done now.
    if (diskFault(error) === null) throw error
  }
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

/** What decoding takes of an evaluation with text. */
const TEXT_SHARE = 0.5

/** Evaluates the best checkpoint on a split, where the task asks for it its decoded text too, and keeps its posteriors. */
export async function evaluateRun(
  task: WorkerTask,
  setting: Setting,
  split: Split,
  send: (message: WorkerMessage) => void,
  check: () => void,
): Promise<void> {
  const began = performance.now()
  const { store, state } = loadBest(task, setting)
  const { config } = task
  const withText = task.kind === 'evaluate' && task.text
  let reported = 0
  const progress = (share: number) => {
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
      throughput: null,
      memory: process.memoryUsage.rss(),
      step: state.step,
    })
  }
  const [measuring, decoding] = phases(progress, [1 - TEXT_SHARE, withText ? TEXT_SHARE : 0])
  const shared = { ...setting, store, split: await setting.corpus.split(split), seed: config.seed }
  const { values, intervals, posteriors, sentences } = await evaluateSplit({
    ...shared,
    objective: config.objective,
    batch: config.settings.batch,
    onProgress: measuring,
  })
  savePosteriors(task.runDirectory, split, state.epoch, posteriors)
  const text = withText ? await evaluateText({ ...shared, posteriors, words: setting.corpus.words, onProgress: decoding }) : null
  const seconds = (performance.now() - began) / 1000
  send({ type: 'evaluated', evaluation: { split, epoch: state.epoch, sentences, seconds, values, intervals, text } })
}
