import { LabError, type ParsedParams } from '../../shared/contract'
import type { ObjectiveChoice } from '../../shared/objective'
import type { Run, RunConfig } from '../../shared/run'
import { PRESETS } from '../../shared/settings'
import { newId } from '../new-id'
import { thinSeries } from '../../shared/thin-series'
import { reportChoice } from '../objectives/choice'
import type { Context, Handlers } from './context'
import { checkEngine } from './engine'
import { findCorpus, findRun } from './find'
import { enqueueNew } from './queue'

type RunMethod = 'runs.list' | 'runs.start' | 'runs.series' | 'runs.series-of' | 'runs.tag'

export function runRequests(context: Context): Handlers<RunMethod> {
  const { store, supervisor, emit } = context
  return {
    'runs.list': () => store.runs.list().map((run) => supervisor.present(run)),
    'runs.start': (params) => startRuns(context, params),
    'runs.series': ({ id, series }) => store.points.series(findRun(store, id).number, series),
    'runs.series-of': ({ ids, series, metrics, points }) => {
      const numbers = store.runs.numbers(ids)
      return [...numbers].map(([id, number]) => {
        const whole = store.points.series(number, series, metrics)
        return { id, points: points === undefined ? whole : thinSeries(whole, points) }
      })
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

/** One run for each objective and seed, objectives of one seed together, so that those to be compared train side by side. */
async function startRuns(
  context: Context,
  { corpus, objectives, preset, settings, seeds, engine, race }: ParsedParams<'runs.start'>,
): Promise<Run[]> {
  findCorpus(context.store, corpus)
  const whole = { ...PRESETS[preset].settings, ...settings }
  const choices = objectives.map((objective) => reportChoice(objective, whole))
  await checkEngine(context, engine)
  if (race) checkRace(choices)
  const configs = [...new Set(seeds)].flatMap((seed) => {
    const shared = race ? newId() : null
    return choices.map(({ choice, name }) => ({
      name,
      config: { corpus, objective: choice, preset, settings: whole, seed, engine, race: shared } satisfies RunConfig,
    }))
  })
  return enqueueNew(context, configs)
}

/** Members of a race: all of them are in memory at once. */
const MOST_RACERS = 16

function checkRace(choices: readonly { choice: ObjectiveChoice }[]): void {
  if (choices.length < 2) throw new LabError('refused', 'A race needs at least two objectives.')
  if (choices.length > MOST_RACERS)
    throw new LabError(
      'refused',
      `A race keeps all its members in memory at once: at most ${MOST_RACERS} objectives, not ${choices.length}.`,
    )
  const [first, ...others] = choices.map(({ choice }) => JSON.stringify(choice))
  if (others.every((other) => other === first)) throw new LabError('refused', 'A race needs objectives that differ.')
}
