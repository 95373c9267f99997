import { EXPERIMENT_GROUPS } from '../../shared/paper'
import type { Run } from '../../shared/run'
import { DEFAULT_SEED, PRESET_IDS, PRESETS, settingsSchema, type PresetId, type Settings } from '../../shared/settings'
import { METHODS } from '../../lab/objectives/registry'
import { choiceText } from '../../shared/train-command'
import { defineCommand } from '../command'
import { findCorpus } from '../find-corpus'
import { followRuns } from '../follow-runs'
import { LiveLines } from '../live-lines'
import { MODIFIER_FLAGS, methodOptions } from '../method-options'
import { chooseObjectives } from '../objectives'
import { fieldsOf, fieldTable, numberOption, parseSettings } from '../schema-options'
import { Session } from '../session'
import { showEstimate } from '../show-estimate'
import { table } from '../table'
import { listOf, UsageError } from '../usage'

const SEEDS = { min: 0, max: 2 ** 31 - 1 } as const
/** Objectives in one request. */
const TOGETHER = 50
/** Settings with an option of their own beside --set. */
const COMMON_SETTINGS = ['epochs', 'warm_up'] as const

const settingOption = (key: (typeof COMMON_SETTINGS)[number]) => {
  const field = fieldsOf(settingsSchema)[key]
  return numberOption(field, `${field.description}; without it the preset's`)
}

export const trainCommand = defineCommand({
  name: 'train',
  summary: 'Train one run for each objective and seed, then evaluate their best checkpoints on the test split',
  options: {
    corpus: { type: 'text', value: 'C', description: 'sample, glosses or grammar, the name or id of an imported corpus, or a path' },
    objective: {
      type: 'text',
      value: 'ID',
      multiple: true,
      description: 'One or more objectives; with parameters and what joins them: dg:agg_size=4+skip+cyclic:cycle=20',
    },
    group: { type: 'text', value: 'NAME', multiple: true, description: "One or more of the paper's groups of experiments" },
    preset: { type: 'choice', choices: PRESET_IDS, default: 'short', description: 'Shape of the model and the training' },
    epochs: settingOption('epochs'),
    warm_up: settingOption('warm_up'),
    seed: { type: 'integer', ...SEEDS, multiple: true, description: `One or more seeds; without it ${DEFAULT_SEED}` },
    set: { type: 'text', value: 'key=value', multiple: true, description: 'Change settings of the preset' },
    engine: { type: 'text', value: 'ID', description: 'Engine, as "plenum engines" lists them; without it onnx' },
    parallel: { type: 'integer', min: 1, max: 64, description: 'Runs in training at once; without it after the number of cores' },
    race: { type: 'flag', description: 'Race the objectives of each seed: same weights, batches and noise, in lock-step' },
    estimate: { type: 'flag', description: 'Only say what it would take in time, memory and disk, and start nothing' },
    json: { type: 'flag', description: 'Print the runs, or the estimate, as JSON on stdout' },
  },
  registered: methodOptions(),
  details: [
    'Objectives, and what joins one (alone it joins the VAE):',
    table(
      METHODS.map(({ id, kind, title, parameters }) => [
        `  ${id}`,
        title,
        kind === 'objective' ? '' : kind,
        parameters
          .map(({ key, min, max, paper }) => `${key} ${min}…${max}${paper.length ? `, in the paper ${paper.join(', ')}` : ''}`)
          .join('; '),
      ]),
    ),
    '',
    'Groups of experiments for --group:',
    table(EXPERIMENT_GROUPS.map(({ id, choices, description }) => [`  ${id}`, `${choices.length} runs`, description])),
    '',
    'Settings for --set:',
    table(fieldTable(settingsSchema)),
    '',
    ...Object.values(PRESETS).map(({ id, description }) => `Preset ${id}: ${description}`),
    '',
    `An objective's own parameters go before flags: --objective dg dg:agg_size=4 --agg_size 8 trains |b| = 8 and 4. What joins all
(${listOf([...MODIFIER_FLAGS.keys(), 'cycle'].map((flag) => `--${flag}`))}) is left out in a group where it makes no sense, which is said.`,
    'Ctrl-C interrupts; "plenum resume RUN" goes on after the last finished epoch.',
  ].join('\n'),
  run: (values, _, terminal) => {
    const { corpus, objective, group, preset, seed, engine, parallel, race, estimate, json, home } = values
    if (corpus === undefined)
      throw new UsageError('--corpus is needed: sample, glosses or grammar, the name or id of an imported corpus, or a path.')
    if (objective.length + group.length === 0)
      throw new UsageError('--objective or --group is needed: one or more of those that "plenum train --help" shows, for example vae dg.')
    const settings = settingsOf(values)
    const { choices, remarks } = chooseObjectives({ objective, group }, values, wholeSettings(preset, settings))
    const seeds = seed.length > 0 ? seed : [DEFAULT_SEED]
    return Session.use(terminal, { home, maxRuns: parallel }, async (session) => {
      const { engines } = engine === undefined ? { engines: [] } : await session.ask('lab.info', {})
      const known = engines.map(({ id }) => id)
      if (engine !== undefined && !known.includes(engine))
        throw new UsageError(`--engine must be one of ${known.join(', ')}, not "${engine}".`)
      const { id } = await findCorpus(session, corpus, new LiveLines(terminal))
      for (const remark of remarks) terminal.err(`${remark}\n`)
      if (estimate) {
        const experiment = { corpus: id, objectives: choices, preset, settings, seeds, engine, race }
        const names = [...new Set(seeds)].flatMap((run) => choices.map((choice) => `${choiceText(choice)}, seed ${run}`))
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
    if (key in settings) throw new UsageError(`--${key} and --set ${key} are both given; give one of them.`)
    settings[key] = values[key]
  }
  return settings as Partial<Settings>
}

const wholeSettings = (preset: PresetId, settings: Partial<Settings>): Settings => ({ ...PRESETS[preset].settings, ...settings })
