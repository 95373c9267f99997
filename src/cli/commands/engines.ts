import { listEngines } from '../../lab/engines/registry'
import { Home, dataFolder } from '../../lab/home'
import { defineCommand } from '../command'
import { table } from '../table'
import { EXIT } from '../terminal'

export const enginesCommand = defineCommand({
  name: 'engines',
  summary: 'List the engines with their devices, and why one is not available',
  options: { json: { type: 'flag', description: 'Print them as JSON on stdout' } },
  run: async ({ json, home }, _, terminal) => {
    const engines = await listEngines(new Home(home ?? dataFolder(terminal.environment)).engines)
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
    return EXIT.done
  },
})
