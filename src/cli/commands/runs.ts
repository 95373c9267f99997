import { defineCommand } from '../command'
import { runTable } from '../run-table'
import { Session } from '../session'
import { EXIT } from '../terminal'

export const runsCommand = defineCommand({
  name: 'runs',
  summary: 'List the runs with their test results',
  options: {
    tag: { type: 'text', value: 'TAG', multiple: true, description: 'Only runs with these tags' },
    bin: { type: 'flag', description: 'Those in the bin instead, last deleted first' },
    json: { type: 'flag', description: 'Print them as JSON on stdout' },
  },
  run: ({ tag, bin, json, home }, _, terminal) =>
    Session.use(terminal, { home }, async (session) => {
      const all = await session.ask(bin ? 'runs.bin' : 'runs.list', {})
      const runs = all.filter(({ tags }) => tag.every((wanted) => tags.includes(wanted)))
      if (json) terminal.out(`${JSON.stringify(runs, null, 2)}\n`)
      else if (runs.length > 0) terminal.out(`${runTable(runs)}\n`)
      else if (all.length > 0) terminal.err('No run has these tags.\n')
      else
        terminal.err(bin ? 'The bin is empty.\n' : 'There is no run yet: plenum train --corpus sample --objective vae dg --preset tiny\n')
      return EXIT.done
    }),
})
