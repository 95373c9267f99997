import { EXPERIMENT_GROUPS } from '../../shared/paper/groups'
import type { Run } from '../../shared/run'
import { DEFAULT_SEED, PRESET_IDS, PRESETS, settingsSchema, type PresetId, type Settings } from '../../shared/settings'
import { METHODS } from '../../lab/objectives/registry'
import { choiceText } from '../../shared/train-command'
import { defineCommand } from '../command'
import { checkEngines } from '../arguments/engine-ids'
import { findCorpus } from '../arguments/find-corpus'
import { followRuns } from '../follow-runs'
import { LiveLines } from '../text/live-lines'
import { MODIFIER_FLAGS, methodOptions } from '../arguments/method-options'
import { chooseObjectives } from '../arguments/objectives'
import { fieldsOf, fieldRows, numberOption, parseSettings } from '../arguments/schema-options'
import { Session } from '../session'
import { showEstimate } from '../text/show-estimate'
import { UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

const SEEDS = { min: 0, max: 2 ** 31 - 1 } as const
/** Objectives in one request. */
const TOGETHER = 50
/** Settings with an option of their own beside --set. */
const COMMON_SETTINGS = ['epochs', 'warm_up'] as const

const settingOption = (key: (typeof COMMON_SETTINGS)[number]) => {
  const field = fieldsOf(settingsSchema)[key]
  return numberOption(field, say.train.presetsOwn(field.description ?? ''))
}

export const trainCommand = defineCommand({
  name: 'train',
  summary: say.train.summary,
  options: {
    corpus: { type: 'text', value: 'CORPUS', description: say.train.options.corpus },
    objective: {
      type: 'text',
      value: 'ID',
      multiple: true,
      description: say.train.options.objective,
    },
    group: { type: 'text', value: 'NAME', multiple: true, description: say.train.options.group },
    preset: { type: 'choice', choices: PRESET_IDS, default: 'short', description: say.train.options.preset },
    epochs: settingOption('epochs'),
    warm_up: settingOption('warm_up'),
    seed: { type: 'integer', ...SEEDS, multiple: true, description: say.train.options.seed(DEFAULT_SEED) },
    set: { type: 'text', value: 'key=value', multiple: true, description: say.train.options.set },
    engine: { type: 'text', value: 'ID', description: say.common.engine },
    parallel: { type: 'integer', min: 1, max: 64, description: say.common.parallel },
    race: { type: 'flag', description: say.train.options.race },
    estimate: { type: 'flag', description: say.train.options.estimate },
    json: { type: 'flag', description: say.train.options.json },
  },
  registered: methodOptions(),
  details: [
    {
      title: say.train.methods,
      rows: METHODS.map(({ id, kind, title, parameters }) => [
        id,
        say.train.method(
          title,
          say.train.kinds[kind],
          parameters.map(({ key, min, max, paper }) => say.train.parameter(key, min, max, paper)),
        ),
      ]),
    },
    {
      title: say.train.groups,
      rows: EXPERIMENT_GROUPS.map(({ id, choices, description }) => [id, say.train.group(choices.length, description)]),
    },
    { title: say.train.settings, rows: fieldRows(settingsSchema) },
    { title: say.train.presets, rows: Object.values(PRESETS).map(({ id, description }) => [id, description]) },
    say.train.ownParameters,
    say.train.joinsAll([...MODIFIER_FLAGS.keys(), 'cycle'].map((flag) => `--${flag}`)),
    say.train.interrupts,
  ],
  run: (values, _, terminal) => {
    const { corpus, objective, group, preset, seed, engine, parallel, race, estimate, json, home } = values
    if (corpus === undefined) throw new UsageError(say.train.needsCorpus)
    if (objective.length + group.length === 0) throw new UsageError(say.train.needsObjective)
    const settings = settingsOf(values)
    if (engine !== undefined) checkEngines([engine])
    const { choices, remarks } = chooseObjectives({ objective, group }, values, wholeSettings(preset, settings))
    if (race && choices.length < 2) throw new UsageError(say.train.raceAlone)
    const seeds = seed.length > 0 ? seed : [DEFAULT_SEED]
    return Session.use(terminal, { home, maxRuns: parallel }, async (session) => {
      const { id } = await findCorpus(session, corpus, new LiveLines(terminal))
      for (const remark of remarks) terminal.err(`${remark}\n`)
      if (estimate) {
        const experiment = { corpus: id, objectives: choices, preset, settings, seeds, engine, race }
        const names = [...new Set(seeds)].flatMap((run) => choices.map((choice) => say.train.ofSeed(choiceText(choice), run)))
        return showEstimate(await session.ask('runs.estimate', experiment), names, { json, terminal })
      }
      const start = async () => {
        const runs: Run[] = []
        for (let from = 0; from < choices.length; from += TOGETHER) {
          const objectives = choices.slice(from, from + TOGETHER)
          runs.push(...(await session.ask('runs.start', { corpus: id, objectives, preset, settings, seeds, engine, race })))
        }
        return runs
      }
      return followRuns(session, start, { json, terminal })
    })
  },
})

/** The settings that differ from the preset's: those of --set, and those with an option of their own. */
function settingsOf(values: { set: string[] } & Partial<Record<(typeof COMMON_SETTINGS)[number], number>>): Partial<Settings> {
  const settings = parseSettings(settingsSchema, values.set)
  for (const key of COMMON_SETTINGS) {
    if (values[key] === undefined) continue
    if (key in settings) throw new UsageError(say.train.twice(key))
    settings[key] = values[key]
  }
  return settings as Partial<Settings>
}

const wholeSettings = (preset: PresetId, settings: Partial<Settings>): Settings => ({ ...PRESETS[preset].settings, ...settings })
