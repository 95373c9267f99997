import { DivergedError } from './training/trainer'
import { probe } from './estimate/probe'
import { say } from '../texts/lab'
import { isMemoryFault } from './memory/fault'
import { Control } from './worker/control'
import { evaluateRun } from './worker/evaluate'
import { figureOf } from './worker/figure'
import { interpolation, priorSamples, reconstructions } from './worker/generate'
import { loadBest, openSetting } from './worker/model'
import { trainRun } from './worker/train'
import type { WorkerCommand, WorkerMessage, WorkerTask } from './worker-protocol'

/** Entry of a worker process: one task, then the end. */
let delivered: Promise<unknown> = Promise.resolve()
const send = (message: WorkerMessage) => {
  delivered = new Promise((resolve) => process.send?.(message, undefined, undefined, resolve))
}
const control = new Control(send)

async function perform(task: WorkerTask): Promise<void> {
  const setting = await openSetting(task)
  const finish = (result: Extract<WorkerMessage, { type: 'done' }>['result']) =>
    send({ type: 'done', stopped: false, message: null, result })
  if (task.kind === 'train') await trainRun(task, setting, control, send)
  else if (task.kind === 'evaluate') {
    await evaluateRun(task, setting, task.split, send, () => control.check())
    finish(null)
  } else if (task.kind === 'probe')
    finish({ kind: 'probe', costs: await probe({ ...setting, settings: task.config.settings, choices: task.choices }) })
  else {
    const trained = loadBest(task, setting)
    if (task.kind === 'figure') finish(await figureOf(task, trained))
    else if (task.kind === 'reconstruct') finish(await reconstructions(task, trained))
    else if (task.kind === 'sample') finish(await priorSamples(task, trained))
    else finish(await interpolation(task, trained))
  }
}

/** What went wrong; of memory that an engine was not given, with what needs less. */
const sentenceOf = ({ message }: Error, kind: WorkerTask['kind']): string =>
  isMemoryFault(message) ? say.runs.ends.memory(say.runs.processes[kind]) : message

process.on('message', (command: WorkerCommand) => {
  if (command.type !== 'task') return control.receive(command)
  perform(command.task)
    .catch((error: Error) =>
      send({ type: 'failed', message: sentenceOf(error, command.task.kind), ...(error instanceof DivergedError && { diverged: true }) }),
    )
    // Closing the channel drops what it has not taken yet, a large figure above all.
    .finally(() => delivered.then(() => process.disconnect?.()))
})
// Without the lab there is nobody to work for; what the last finished epoch left is on disk.
process.on('disconnect', () => process.exit(0))
