import { listEngines } from '../../lab/engines/registry'
import { linkTensorflow } from '../../lab/engines/tensorflow/link/link'
import { dataFolder, Home } from '../../lab/home'
import { METHODS } from '../../lab/objectives/registry'
import { testEngine } from '../../lab/verify/test-engine'
import { PRESET_IDS } from '../../shared/settings'
import { defineCommand } from '../command'
import { compareCurves } from '../compare-curves'
import { checkEngines } from '../arguments/engine-ids'
import { findCorpus } from '../arguments/find-corpus'
import { LiveLines } from '../text/live-lines'
import { Session } from '../session'
import { table } from '../text/table'
import { EXIT, type Terminal } from '../terminal'
import { UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

const ACTIONS = ['link', 'test', 'compare'] as const
type Action = (typeof ACTIONS)[number]

/** Options that only one action has a use for. */
const BELONGS: Readonly<Record<string, Action>> = {
  tensorflow: 'link',
  gpu: 'link',
  steps: 'compare',
  preset: 'compare',
  objective: 'compare',
  optimiser: 'compare',
  'learning-rate': 'compare',
  corpus: 'compare',
  seed: 'compare',
}

/** What "compare" takes where it is not given. */
const STANDARD = { steps: 200, preset: 'tiny', objective: 'dg', seed: 1 } as const

export const enginesCommand = defineCommand({
  name: 'engines',
  summary: say.engines.summary,
  positionals: {
    label: say.engines.label,
    description: say.engines.positional,
    min: 0,
    max: 20,
  },
  options: {
    tensorflow: {
      type: 'text',
      value: 'DIR|WHEEL',
      description: say.engines.options.tensorflow,
    },
    gpu: { type: 'flag', description: say.engines.options.gpu },
    steps: { type: 'integer', min: 1, max: 100_000, description: say.engines.options.steps, standard: String(STANDARD.steps) },
    preset: { type: 'choice', choices: PRESET_IDS, description: say.engines.options.preset, standard: STANDARD.preset },
    objective: {
      type: 'choice',
      choices: METHODS.map(({ id }) => id),
      description: say.engines.options.objective,
      standard: STANDARD.objective,
    },
    optimiser: { type: 'choice', choices: ['sgd', 'adam'], description: say.engines.options.optimiser },
    'learning-rate': { type: 'number', min: 0, max: 100, description: say.engines.options['learning-rate'] },
    corpus: { type: 'text', value: 'CORPUS', description: say.engines.options.corpus },
    seed: { type: 'integer', min: 0, max: 2 ** 31 - 1, description: say.engines.options.seed, standard: String(STANDARD.seed) },
    json: { type: 'flag', description: say.engines.options.json },
  },
  run: async (values, [action, ...ids], terminal) => {
    const { tensorflow, gpu, optimiser, json, home } = values
    const { steps = STANDARD.steps, preset = STANDARD.preset, objective = STANDARD.objective, seed = STANDARD.seed } = values
    const folder = new Home(home ?? dataFolder(terminal.environment))
    const directory = folder.engines
    if (action !== undefined && !isAction(action)) throw new UsageError(say.engines.noAction(ACTIONS.join(', '), action))
    for (const [option, owner] of Object.entries(BELONGS))
      if (action !== owner && values[option] !== undefined && values[option] !== false)
        throw new UsageError(say.engines.belongs(option, owner))
    checkEngines(action === 'link' ? [] : ids)
    if (action === 'compare') {
      if (ids.length !== 2) throw new UsageError(say.engines.compareTwo)
      const named = values.corpus
      const corpus =
        named === undefined
          ? undefined
          : await Session.use(terminal, { home }, (session) => findCorpus(session, named, new LiveLines(terminal)))
      const options = { steps, preset, objective, optimiser, learningRate: values['learning-rate'], corpus, seed, json }
      return compareCurves(folder, [ids[0], ids[1]], options, terminal)
    }
    let passed = true
    if (action === 'link') {
      if (ids.length > 0) throw new UsageError(say.engines.linkNothing(ids[0]))
      const tell = (sentence: string) => terminal.err(`${sentence}\n`)
      const link = await linkTensorflow(directory, { tensorflow, gpu, tell })
      tell(say.engines.built(link.addon))
      passed = await prove('tensorflow', directory, terminal)
    }
    if (action === 'test') {
      if (ids.length === 0) throw new UsageError(say.engines.testNeeds)
      for (const id of ids) passed = (await prove(id, directory, terminal)) && passed
    }
    await list(directory, json, terminal)
    return passed ? EXIT.done : EXIT.failed
  },
})

const isAction = (text: string): text is Action => (ACTIONS as readonly string[]).includes(text)

async function prove(id: string, directory: string, terminal: Terminal): Promise<boolean> {
  terminal.err(`${say.engines.testing(id)}\n`)
  const failure = await testEngine(id, directory)
  terminal.err(failure === null ? `${say.engines.passed(id)}\n` : `${failure}\n`)
  return failure === null
}

/** A table of the engines, and below it what there is to say of each. */
async function list(directory: string, json: boolean, terminal: Terminal): Promise<void> {
  const engines = await listEngines(directory)
  if (json) return terminal.out(`${JSON.stringify(engines, null, 2)}\n`)
  const rows = engines.map(({ id, title, version, device, available }) => {
    return [id, title, version ?? '–', device, available ? say.engines.available : say.engines.notAvailable]
  })
  terminal.out(`${table([[...say.engines.heads], ...rows])}\n`)
  const notes = engines.filter(({ note }) => note !== null)
  if (notes.length > 0) terminal.out(`\n${notes.map(({ id, note }) => `${id}: ${note}\n`).join('')}`)
}
