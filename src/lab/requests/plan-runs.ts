import { LabError, type ParsedParams } from '../../shared/contract'
import type { ObjectiveChoice } from '../../shared/objective'
import type { RunConfig } from '../../shared/run'
import { PRESETS } from '../../shared/settings'
import { newId } from '../new-id'
import { reportChoice } from '../objectives/choice'
import { say } from '../../texts/lab'
import type { Context } from './context'
import { checkEngine } from './engine'
import { findCorpus } from './find'

/** Members of a race: all of them are in memory at once. */
const MOST_RACERS = 16

/**
 * The runs of an experiment: one for each objective and seed, objectives of one seed together, so that those to be compared train
 * side by side; in a race each seed's are its members. Throws LabError for what cannot be trained, in a sentence.
 */
export async function planRuns(
  context: Context,
  { corpus, objectives, preset, settings, seeds, engine, race }: ParsedParams<'runs.start'>,
): Promise<{ name: string; config: RunConfig }[]> {
  findCorpus(context.store, corpus)
  const whole = { ...PRESETS[preset].settings, ...settings }
  const choices = objectives.map((objective) => reportChoice(objective, whole))
  if (race) checkRace(choices)
  await checkEngine(context, engine)
  return [...new Set(seeds)].flatMap((seed) => {
    const shared = race ? newId() : null
    return choices.map(({ choice, name }) => ({
      name,
      config: { corpus, objective: choice, preset, settings: whole, seed, engine, race: shared },
    }))
  })
}

function checkRace(choices: readonly { choice: ObjectiveChoice }[]): void {
  if (choices.length < 2) throw new LabError('refused', say.requests.raceOfTwo)
  if (choices.length > MOST_RACERS) throw new LabError('refused', say.requests.raceTooLarge(MOST_RACERS, choices.length))
  const [first, ...others] = choices.map(({ choice }) => JSON.stringify(choice))
  if (others.every((other) => other === first)) throw new LabError('refused', say.requests.raceOfSame)
}
