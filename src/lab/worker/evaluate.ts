import type { Split } from '../../shared/corpus'
import { evaluateSplit } from '../evaluation/evaluate'
import { phases } from '../evaluation/phases'
import { evaluateText } from '../evaluation/text'
import type { WorkerMessage, WorkerTask } from '../worker-protocol'
import { savePosteriors } from './kept-posteriors'
import { loadBest, type Setting } from './model'

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
