import type { Context, Handlers } from './context'
import { findRun } from './find'
import { planRuns } from './plan-runs'
import { enqueueNew } from './queue'

type RunMethod = 'runs.list' | 'runs.start' | 'runs.series' | 'runs.series-of' | 'runs.tag'

/** Runs as they are listed, begun and followed. */
export function runRequests(context: Context): Handlers<RunMethod> {
  const { store, supervisor, emit } = context
  return {
    'runs.list': () => store.runs.list().map((run) => supervisor.present(run)),
    'runs.start': async (params) => enqueueNew(context, await planRuns(context, params)),
    'runs.series': ({ id, series }) => store.points.series(findRun(store, id).number, series),
    'runs.series-of': ({ ids, series, metrics, points }) => {
      const numbers = store.runs.numbers(ids)
      return [...numbers].map(([id, number]) => ({ id, points: store.points.series(number, series, metrics, points) }))
    },
    'runs.tag': ({ id, tags }) => {
      findRun(store, id)
      store.runs.tag(id, [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))])
      const run = supervisor.present(findRun(store, id))
      emit({ type: 'run', run })
      return run
    },
  }
}
