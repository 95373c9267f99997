import { listEngines } from '../../lab/engines/registry'
import { linkTensorflow } from '../../lab/engines/tensorflow/link/link'
import { dataFolder, Home } from '../../lab/home'
import { defineCommand } from '../command'
import { testEngine } from '../../lab/verify/test-engine'
import { table } from '../table'
import { EXIT, type Terminal } from '../terminal'
import { UsageError } from '../usage'

const ACTIONS = ['link', 'test'] as const

export const enginesCommand = defineCommand({
  name: 'engines',
  summary: 'List the engines with their devices, and why one is not available; link a TensorFlow; run self-tests',
  positionals: {
    label: '[link | test ID…]',
    description: 'link: build the addon for a Python TensorFlow and prove it; test: run the self-test of engines; otherwise list them',
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
    json: { type: 'flag', description: 'Print the engines as JSON on stdout' },
  },
  run: async ({ tensorflow, gpu, json, home }, [action, ...ids], terminal) => {
    const directory = new Home(home ?? dataFolder(terminal.environment)).engines
    if (action !== undefined && !(ACTIONS as readonly string[]).includes(action))
      throw new UsageError(`"plenum engines" knows ${ACTIONS.join(' and ')}, not "${action}".`)
    if (action !== 'link' && (tensorflow !== undefined || gpu))
      throw new UsageError('--tensorflow and --gpu belong to "plenum engines link".')
    let passed = true
    if (action === 'link') {
      if (ids.length > 0) throw new UsageError(`"plenum engines link" does not know what to do with "${ids[0]}".`)
      const say = (sentence: string) => terminal.err(`${sentence}\n`)
      const link = await linkTensorflow(directory, { tensorflow, gpu, say })
      say(`Built ${link.addon}.`)
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

async function prove(id: string, directory: string, terminal: Terminal): Promise<boolean> {
  terminal.err(`Testing ${id}.\n`)
  const failure = await testEngine(id, directory)
  terminal.err(failure === null ? `${id} passed its self-test.\n` : `${failure}\n`)
  return failure === null
}

async function list(directory: string, json: boolean, terminal: Terminal): Promise<void> {
  const engines = await listEngines(directory)
  const rows = engines.map(({ id, title, version, device, available, note }) => [
    id,
    title,
    version ?? '–',
    device,
    available ? 'available' : 'not available',
    note ?? '',
  ])
  terminal.out(
    json ? `${JSON.stringify(engines, null, 2)}\n` : `${table([['Engine', 'Title', 'Version', 'Device', 'State', 'Note'], ...rows])}\n`,
  )
}
