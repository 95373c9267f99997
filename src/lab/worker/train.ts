import { existsSync } from 'node:fs'
import type { MetricId } from '../../shared/metrics'
import type { MetricValues, Series } from '../../shared/run'
import { firstSentences } from '../corpus/limit'
import { engineNote } from '../engines/registry'
import { EVALUATION_PASSES } from '../evaluation/evaluate'
import { checkpointPath } from '../training/checkpoint'
import { train } from '../training/trainer'
import type { WorkerMessage, WorkerTask } from '../worker-protocol'
import type { Control } from './control'
import { evaluateRun } from './evaluate'
import type { Setting } from './model'

/** One point as columns. */
function point(step: number, epoch: number, seconds: number, values: MetricValues): Series {
  return {
    step: [step],
    epoch: [epoch],
    seconds: [seconds],
    values: Object.fromEntries(Object.entries(values).map(([id, value]) => [id as MetricId, [value ?? null]])),
  }
}

/** Trains, then evaluates the best checkpoint on the splits asked for. */
export async function trainRun(
  task: Extract<WorkerTask, { kind: 'train' }>,
  setting: Setting,
  control: Control,
  send: (message: WorkerMessage) => void,
): Promise<void> {
  const { config, runDirectory } = task
  const { corpus, engine, shape } = setting
  const note = await engineNote(task.enginesDirectory, config.engine, task.threads)
  let reported = 0
  const { sentences, tokens } = corpus.record.splits.test
  const outcome = await train({
    engine,
    config,
    shape,
    train: firstSentences(await corpus.split('train'), config.settings.train_limit),
    valid: await corpus.split('valid'),
    directory: runDirectory,
    control,
    afterwards: task.evaluate.includes('test') ? EVALUATION_PASSES * (tokens + 2 * sentences) : 0,
    listener: {
      begin: ({ epoch, step, best_epoch, seconds, latest, recent }) =>
        send({
          type: 'begin',
          epoch,
          step,
          engine_note: note,
          best_epoch,
          latest,
          recent: recent ?? (epoch > 0 ? [{ epoch, step, seconds, train: {}, valid: latest }] : []),
        }),
      progress(phase, share, step, seconds_left, throughput) {
        const now = performance.now()
        if (now - reported < 200 && share < 1) return
        reported = now
        send({ type: 'progress', phase, share, seconds_left, throughput, memory: process.memoryUsage.rss(), step })
      },
      batches: (step, epoch, seconds, values) => send({ type: 'points', series: 'batch', points: point(step, epoch, seconds, values) }),
      epoch(state, trained, valid) {
        const values = { ...trained, memory: process.resourceUsage().maxRSS / 1024 }
        send({ type: 'points', series: 'train', points: point(state.step, state.epoch, state.seconds, values) })
        send({ type: 'points', series: 'valid', points: point(state.step, state.epoch, state.seconds, valid) })
        send({ type: 'epoch', epoch: state.epoch, step: state.step, best_epoch: state.best_epoch, latest: valid })
      },
    },
  })
  if (config.race !== null) {
    await control.meet(Infinity)
    await control.gate()
  }
  // Stopped within its first epoch it has nothing to evaluate.
  if (existsSync(checkpointPath(runDirectory, 'best')))
    for (const split of task.evaluate) await evaluateRun(task, setting, split, send, () => control.check())
  send({ type: 'done', ...outcome, result: null })
}
