import { listEngines } from '../../lab/engines/registry'
import { linkTensorflow } from '../../lab/engines/tensorflow/link/link'
import { dataFolder, Home } from '../../lab/home'
import { METHODS } from '../../lab/objectives/registry'
import { testEngine } from '../../lab/verify/test-engine'
import { PRESET_IDS } from '../../shared/settings'
import { defineCommand } from '../command'
import { compareCurves } from '../compare-curves'
import { checkEngines } from '../engine-ids'
import { table } from '../table'
import { EXIT, type Terminal } from '../terminal'
import { UsageError } from '../usage'

const ACTIONS = ['link', 'test', 'compare'] as const
type Action = (typeof ACTIONS)[number]

/** Options that only one action has a use for. */
const BELONGS: Readonly<Record<string, Action>> = {
  tensorflow: 'link',
  gpu: 'link',
  steps: 'compare',
  preset: 'compare',
  objective: 'compare',
  'learning-rate': 'compare',
  seed: 'compare',
}

export const enginesCommand = defineCommand({
  name: 'engines',
  summary: 'List the engines with their devices, and why one is not available; link a TensorFlow; run self-tests; compare two',
  positionals: {
    label: '[link | test ID… | compare ID ID]',
    description:
      'link: build the addon for a Python TensorFlow and prove it; test: run the self-test of engines; compare: train the same model on ' +
      'two engines and print where their losses differ most; otherwise list them',
    min: 0,
    max: 20,
  },
  options: {
    tensorflow: {
      type: 'text',
      value: 'DIR|WHEEL',
      description: 'link: a TensorFlow folder or wheel (otherwise that of python3, else one fetched by pip)',
    },
    gpu: { type: 'flag', description: 'link: the CUDA build, where one is fetched' },
    steps: { type: 'integer', min: 1, max: 100_000, description: 'compare: training steps [200]' },
    preset: { type: 'choice', choices: PRESET_IDS, description: 'compare: shape of the model and settings [tiny]' },
    objective: { type: 'choice', choices: METHODS.map(({ id }) => id), description: 'compare: objective [dg]' },
    'learning-rate': { type: 'number', min: 0, max: 100, description: "compare: learning rate [the preset's]" },
    seed: { type: 'integer', min: 0, max: 2 ** 31 - 1, description: 'compare: seed of words, weights, masks and noise [1]' },
    json: { type: 'flag', description: 'Print the engines, or the two curves, as JSON on stdout' },
  },
  run: async (values, [action, ...ids], terminal) => {
    const { tensorflow, gpu, steps = 200, preset = 'tiny', objective = 'dg', seed = 1, json, home } = values
    const directory = new Home(home ?? dataFolder(terminal.environment)).engines
    if (action !== undefined && !isAction(action)) throw new UsageError(`"plenum engines" knows ${ACTIONS.join(', ')}, not "${action}".`)
    for (const [option, owner] of Object.entries(BELONGS))
      if (action !== owner && values[option] !== undefined && values[option] !== false)
        throw new UsageError(`--${option} belongs to "plenum engines ${owner}".`)
    checkEngines(action === 'link' ? [] : ids)
    if (action === 'compare') {
      if (ids.length !== 2) throw new UsageError('"plenum engines compare" needs the ids of two engines.')
      return compareCurves(
        directory,
        [ids[0], ids[1]],
        { steps, preset, objective, learningRate: values['learning-rate'], seed, json },
        terminal,
      )
    }
    let passed = true
    if (action === 'link') {
      if (ids.length > 0) throw new UsageError(`"plenum engines link" does not know what to do with "${ids[0]}".`)
      const tell = (sentence: string) => terminal.err(`${sentence}\n`)
      const link = await linkTensorflow(directory, { tensorflow, gpu, tell })
      tell(`Built ${link.addon}.`)
      passed = await prove('tensorflow', directory, terminal)
    }
    if (action === 'test') {
      if (ids.length === 0) throw new UsageError('"plenum engines test" needs the ids of engines, as "plenum engines" lists them.')
      for (const id of ids) passed = (await prove(id, directory, terminal)) && passed
    }
    await list(directory, json, terminal)
    return passed ? EXIT.done : EXIT.failed
  },
})

const isAction = (text: string): text is Action => (ACTIONS as readonly string[]).includes(text)

async function prove(id: string, directory: string, terminal: Terminal): Promise<boolean> {
  terminal.err(`Testing ${id}.\n`)
  const failure = await testEngine(id, directory)
  terminal.err(failure === null ? `${id} passed its self-test.\n` : `${failure}\n`)
  return failure === null
}

/** A table of the engines, and below it what there is to say of each. */
async function list(directory: string, json: boolean, terminal: Terminal): Promise<void> {
  const engines = await listEngines(directory)
  if (json) return terminal.out(`${JSON.stringify(engines, null, 2)}\n`)
  const rows = engines.map(({ id, title, version, device, available }) => {
    return [id, title, version ?? '–', device, available ? 'available' : 'not available']
  })
  terminal.out(`${table([['Engine', 'Title', 'Version', 'Device', 'State'], ...rows])}\n`)
  const notes = engines.filter(({ note }) => note !== null)
  if (notes.length > 0) terminal.out(`\n${notes.map(({ id, note }) => `${id}: ${note}\n`).join('')}`)
}
