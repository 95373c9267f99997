import { LabError } from '../../shared/contract'
import type { Run, RunConfig } from '../../shared/run'
import { newId } from '../new-id'
import { continuation } from '../runs/continuation'
import { runTitle } from '../runs/run-title'
import { checkpointState } from '../training/checkpoint-state'
import { say } from '../../texts/lab'
import type { Context, Handlers } from './context'
import { checkEngine } from './engine'
import { findAnyRun, findRun } from './find'

type QueueMethod =
  | 'queue.get'
  | 'queue.release'
  | 'runs.pause'
  | 'runs.resume'
  | 'runs.overrule'
  | 'runs.stop'
  | 'runs.order'
  | 'runs.continue'
  | 'runs.duplicate'
  | 'runs.delete'
  | 'runs.restore'
  | 'runs.erase'
  | 'runs.bin'

/** The queue, and the life of runs in and after it. */
export function queueRequests(context: Context): Handlers<QueueMethod> {
  const { store, supervisor, home, bin } = context
  const acting =
    (act: (run: Run) => void) =>
    async ({ id }: { id: string }): Promise<null> => {
      const run = findRun(store, id)
      act(run)
      await supervisor.answered(run)
      return null
    }
  const present = (id: string): Run => supervisor.present(findRun(store, id))
  return {
    'queue.get': () => supervisor.queue(),
    'queue.release': () => supervisor.tryAgain(),
    'runs.pause': acting((run) => supervisor.pause(run)),
    'runs.resume': acting((run) => supervisor.resume(run)),
    'runs.overrule': acting((run) => supervisor.overrule(run)),
    'runs.stop': acting((run) => supervisor.stop(run)),
    'runs.order': ({ ids }) => {
      supervisor.order(ids)
      return null
    },
    'runs.continue': ({ id, epochs }) => {
      const run = findRun(store, id)
      supervisor.refuseForeign(run)
      supervisor.enqueue(run, continuation(run, checkpointState(home.run(id), 'last'), epochs))
      return present(id)
    },
    'runs.duplicate': async ({ id, seed }) => {
      const { name, config } = findRun(store, id)
      await checkEngine(context, config.engine)
      const [copy] = enqueueNew(context, [{ name, config: { ...config, seed: seed ?? config.seed, race: null } }])
      return copy
    },
    'runs.delete': async ({ id }) => {
      const run = findAnyRun(store, id)
      if (run.deleted_at !== null) throw new LabError('refused', say.requests.inBinAlready(runTitle(run)))
      await bin.put(run)
      return null
    },
    'runs.restore': ({ id }) => bin.restore(findAnyRun(store, id)),
    'runs.erase': async ({ id }) => {
      await bin.erase(findAnyRun(store, id))
      return null
    },
    'runs.bin': () => store.runs.bin(),
  }
}

/** Stores new runs behind those that wait, tells them, starts what there is room for, and answers them as they stand then. */
export function enqueueNew({ store, supervisor, identity, emit }: Context, runs: readonly { name: string; config: RunConfig }[]): Run[] {
  const ids = runs.map(newId)
  store.transaction(() => {
    runs.forEach(({ name, config }, i) => store.runs.insert({ id: ids[i], name, config, created_at: Date.now(), owner: identity }))
  })
  for (const id of ids) emit({ type: 'run', run: findRun(store, id) })
  supervisor.advance()
  return ids.map((id) => supervisor.present(findRun(store, id)))
}
