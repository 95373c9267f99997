import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LabError, type ParsedParams } from '../../shared/contract'
import { figureColumnSchema, type FigureColumn } from '../../shared/latent'
import type { Evaluation, Run } from '../../shared/run'
import { diskFault } from '../disk-fault'
import { threadsFor } from '../runs/limits'
import { runTitle } from '../runs/run-title'
import type { WorkerResult } from '../worker-protocol'
import { say } from '../../texts/lab'
import { writeWhole } from '../whole-file'
import type { Context, Handlers } from './context'
import { findRun } from './find'

type TrainedMethod = 'runs.evaluate' | 'runs.figure' | 'runs.reconstruct' | 'runs.sample' | 'runs.interpolate'

/** What is asked of a run's best checkpoint; each is done in a process of its own. */
export function trainedRequests(context: Context): Handlers<TrainedMethod> {
  const { tasks } = context
  const drawing = new Map<string, Promise<FigureColumn>>()
  return {
    'runs.evaluate': (params) => evaluate(context, params),
    'runs.figure': (params) => {
      const run = trained(context, params.id)
      const { id, ...shape } = params
      const key = createHash('sha256')
        .update(JSON.stringify([shape, run.best_epoch]))
        .digest('hex')
        .slice(0, 24)
      const name = `${id} ${key}`
      const running = drawing.get(name) ?? figure(context, run, shape, key).finally(() => drawing.delete(name))
      drawing.set(name, running)
      return running
    },
    'runs.reconstruct': async ({ id, ...asked }) => {
      const result = await tasks.run(id, { kind: 'reconstruct', ...place(context, trained(context, id)), ...asked })
      return resultOf(result, 'reconstruct').pairs
    },
    'runs.sample': async ({ id, ...asked }) => {
      const result = await tasks.run(id, { kind: 'sample', ...place(context, trained(context, id)), ...asked })
      return resultOf(result, 'sample').sentences
    },
    'runs.interpolate': async ({ id, ...asked }) => {
      const result = await tasks.run(id, { kind: 'interpolate', ...place(context, trained(context, id)), ...asked })
      return resultOf(result, 'interpolate').interpolation
    },
  }
}

function evaluate(context: Context, { id, split, text }: ParsedParams<'runs.evaluate'>) {
  const { jobs, tasks, store, emit, supervisor } = context
  const run = trained(context, id)
  return jobs.start({
    kind: 'evaluate',
    title: say.requests.evaluationOf(runTitle(run), split),
    message: say.requests.starting,
    done: say.requests.evaluated,
    run: async (report, signal) => {
      const evaluations: Evaluation[] = []
      await tasks.run(
        id,
        { kind: 'evaluate', ...place(context, run), split, text },
        {
          signal,
          onMessage: (message) => {
            if (message.type === 'progress') report(message.share, say.requests.evaluating)
            if (message.type === 'evaluated') evaluations.push({ ...message.evaluation, run: id, created_at: Date.now() })
          },
        },
      )
      try {
        store.transaction(() => evaluations.forEach((evaluation) => store.evaluations.put(evaluation)))
      } catch (error) {
        throw supervisor.suspect(error) ? new LabError('refused', supervisor.queue().held ?? String(error)) : error
      }
      const present = store.runs.get(id)
      if (present) emit({ type: 'run', run: supervisor.present(present) })
      return id
    },
  })
}

/** A figure's column, drawn once for each best checkpoint and kept in the run's folder. */
async function figure(context: Context, run: Run, shape: Omit<ParsedParams<'runs.figure'>, 'id'>, key: string): Promise<FigureColumn> {
  const folder = join(context.home.run(run.id), 'figures')
  const path = join(folder, `${key}.json`)
  const kept = await readFile(path, 'utf8').then(parseColumn, () => null)
  if (kept) return kept
  const result = await context.tasks.run(run.id, { kind: 'figure', ...place(context, run), ...shape })
  const column: FigureColumn = { ...resultOf(result, 'figure').column, run: run.id }
  await keepColumn(folder, path, column)
  return column
}

/** A disk that is full or read-only costs the next drawing's time, not this figure. */
async function keepColumn(folder: string, path: string, column: FigureColumn): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    await writeWhole(path, JSON.stringify(column))
  } catch (error) {
    if (diskFault(error) === null) throw error
  }
}

/** null for a file that is no column: it is drawn again. */
function parseColumn(text: string): FigureColumn | null {
  try {
    return figureColumnSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** The run, once it has a checkpoint to work with; throws LabError `refused` before. */
function trained(context: Context, id: string): Run {
  const run = findRun(context.store, id)
  context.supervisor.refuseGone()
  if (run.best_epoch === null) throw new LabError('refused', say.requests.noCheckpoint(runTitle(run)))
  return run
}

function place({ home }: Context, { id, config }: Run) {
  return {
    config,
    corpusDirectory: home.corpus(config.corpus),
    runDirectory: home.run(id),
    enginesDirectory: home.engines,
    threads: threadsFor(2),
  }
}

function resultOf<K extends WorkerResult['kind']>(result: WorkerResult | null, kind: K): Extract<WorkerResult, { kind: K }> {
  if (result?.kind !== kind) throw new LabError('failed', say.requests.wrongAnswer(result?.kind, kind))
  return result as Extract<WorkerResult, { kind: K }>
}
