import { DEFAULT_SEED, PRESET_IDS, PRESETS, settingsSchema } from '../../shared/settings'
import { OBJECTIVES } from '../../lab/objectives/registry'
import { defineCommand } from '../command'
import { findCorpus } from '../find-corpus'
import { followRuns } from '../follow-runs'
import { LiveLines } from '../live-lines'
import { parseObjective } from '../objectives'
import { fieldTable, parseSettings } from '../schema-options'
import { Session } from '../session'
import { table } from '../table'
import { UsageError } from '../usage'

const SEEDS = { min: 0, max: 2 ** 31 - 1 } as const

export const trainCommand = defineCommand({
  name: 'train',
  summary: 'Train one run for each objective and seed, then evaluate their best checkpoints on the test split',
  options: {
    corpus: { type: 'text', value: 'C', description: 'sample, glosses or grammar, the name or id of an imported corpus, or a path' },
    objective: {
      type: 'text',
      value: 'ID[:name=number,…]',
      multiple: true,
      description: 'One or more objectives, for example --objective vae dg beta:kl_beta=0.4',
    },
    preset: { type: 'choice', choices: PRESET_IDS, default: 'short', description: 'Shape of the model and the training' },
    epochs: { type: 'integer', min: 1, max: 1000, description: "Most epochs (otherwise the preset's)" },
    seed: { type: 'integer', ...SEEDS, multiple: true, description: `One or more seeds; without it ${DEFAULT_SEED}` },
    set: { type: 'text', value: 'key=value', multiple: true, description: 'Change settings of the preset' },
    engine: { type: 'text', value: 'ID', description: 'Engine, as "plenum engines" lists them; without it onnx' },
    parallel: { type: 'integer', min: 1, max: 64, description: 'Runs in training at once; without it after the number of cores' },
    json: { type: 'flag', description: 'Print the runs as JSON on stdout' },
  },
  details: [
    'Objectives:',
    table(
      OBJECTIVES.map(({ descriptor: { id, title, parameters } }) => [
        `  ${id}`,
        title,
        parameters.map(({ key, min, max }) => `${key} ${min}…${max}`).join(', '),
      ]),
    ),
    '',
    'Settings for --set:',
    table(fieldTable(settingsSchema)),
    '',
    ...Object.values(PRESETS).map(({ id, description }) => `Preset ${id}: ${description}`),
    '',
    'Ctrl-C interrupts; "plenum resume RUN" goes on after the last finished epoch.',
  ].join('\n'),
  run: ({ corpus, objective, preset, epochs, seed, set, engine, parallel, json, home }, _, terminal) => {
    if (corpus === undefined)
      throw new UsageError('--corpus is needed: sample, glosses or grammar, the name or id of an imported corpus, or a path.')
    if (objective.length === 0)
      throw new UsageError('--objective is needed: one or more of those that "plenum train --help" shows, for example vae dg.')
    const objectives = objective.map(parseObjective)
    const settings = { ...parseSettings(settingsSchema, set), ...(epochs === undefined ? {} : { epochs }) }
    const seeds = seed.length > 0 ? seed : [DEFAULT_SEED]
    return Session.use(terminal, { home, maxRuns: parallel }, async (session) => {
      const { engines } = engine === undefined ? { engines: [] } : await session.ask('lab.info', {})
      const known = engines.map(({ id }) => id)
      if (engine !== undefined && !known.includes(engine))
        throw new UsageError(`--engine must be one of ${known.join(', ')}, not "${engine}".`)
      const { id } = await findCorpus(session, corpus, new LiveLines(terminal))
      return followRuns(session, () => session.ask('runs.start', { corpus: id, objectives, preset, settings, seeds, engine }), {
        json,
        terminal,
      })
    })
  },
})
