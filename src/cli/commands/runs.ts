import { defineCommand } from '../command'
import { runTable } from '../run-table'
import { Session } from '../session'
import { EXIT } from '../terminal'

export const runsCommand = defineCommand({
  name: 'runs',
  summary: 'List the runs with their test results',
  options: { json: { type: 'flag', description: 'Print them as JSON on stdout' } },
  run: ({ json, home }, _, terminal) =>
    Session.use(terminal, { home }, async (session) => {
      const runs = await session.ask('runs.list', {})
      if (json) terminal.out(`${JSON.stringify(runs, null, 2)}\n`)
      else if (runs.length === 0) terminal.err('There is no run yet: plenum train --corpus sample --objective vae dg --preset tiny\n')
      else terminal.out(`${runTable(runs)}\n`)
      return EXIT.done
    }),
})
