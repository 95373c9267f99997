import { LabError, type ParsedParams } from '../../shared/contract'
import type { Run, RunConfig } from '../../shared/run'
import { PRESETS } from '../../shared/settings'
import { discard } from '../discard'
import { newId } from '../new-id'
import { reportChoice } from '../objectives/choice'
import type { Context, Handlers } from './context'
import { findCorpus, findRun } from './find'

type RunMethod = 'runs.list' | 'runs.start' | 'runs.series' | 'runs.pause' | 'runs.resume' | 'runs.stop' | 'runs.delete'

export function runRequests(context: Context): Handlers<RunMethod> {
  const { store, supervisor, home, emit, tasks } = context
  const acting =
    (act: (run: Run) => void) =>
    ({ id }: { id: string }): null => {
      act(findRun(store, id))
      return null
    }
  return {
    'runs.list': () => store.runs.list().map((run) => supervisor.present(run)),
    'runs.start': (params) => startRuns(context, params),
    'runs.series': ({ id, series }) => store.points.series(findRun(store, id).number, series),
    'runs.pause': acting((run) => supervisor.pause(run)),
    'runs.resume': acting((run) => supervisor.resume(run)),
    'runs.stop': acting((run) => supervisor.stop(run)),
    'runs.delete': async ({ id }) => {
      supervisor.release(findRun(store, id))
      store.runs.remove(id)
      emit({ type: 'run.removed', id })
      await tasks.end(id)
      await discard(home.runs, id)
      return null
    },
  }
}

/** One run for each objective and seed, objectives of one seed together, so that those to be compared train side by side. */
async function startRuns(
  context: Context,
  { corpus, objectives, preset, settings, seeds, engine, race }: ParsedParams<'runs.start'>,
): Promise<Run[]> {
  const { store, supervisor, identity, emit } = context
  findCorpus(store, corpus)
  const whole = { ...PRESETS[preset].settings, ...settings }
  const choices = objectives.map((objective) => reportChoice(objective, whole))
  await checkEngine(context, engine)
  const configs = [...new Set(seeds)].flatMap((seed) => {
    const shared = race && choices.length > 1 ? newId() : null
    return choices.map(({ choice, name }) => ({
      name,
      config: { corpus, objective: choice, preset, settings: whole, seed, engine, race: shared } satisfies RunConfig,
    }))
  })
  const ids = configs.map(newId)
  store.transaction(() => {
    configs.forEach(({ name, config }, i) => store.runs.insert({ id: ids[i], name, config, created_at: Date.now(), owner: identity }))
  })
  for (const id of ids) emit({ type: 'run', run: findRun(store, id) })
  supervisor.enqueue(ids)
  return ids.map((id) => supervisor.present(findRun(store, id)))
}

async function checkEngine(context: Context, id: string): Promise<void> {
  const engines = await context.engines()
  const engine = engines.find((candidate) => candidate.id === id)
  if (!engine)
    throw new LabError('bad_request', `There is no engine "${id}"; choose one of ${engines.map((candidate) => candidate.id).join(', ')}.`)
  if (!engine.available) throw new LabError('refused', `The engine "${id}" is not available here. ${engine.note ?? ''}`.trim())
}
