import { defineCommand } from '../command'
import { runTable } from '../text/run-table'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { say } from '../../texts/terminal'

export const runsCommand = defineCommand({
  name: 'runs',
  summary: say.runs.summary,
  options: {
    tag: { type: 'text', value: 'TAG', multiple: true, description: say.runs.options.tag },
    bin: { type: 'flag', description: say.runs.options.bin },
    json: { type: 'flag', description: say.runs.options.json },
  },
  run: ({ tag, bin, json, home }, _, terminal) =>
    Session.use(terminal, { home }, async (session) => {
      const all = await session.ask(bin ? 'runs.bin' : 'runs.list', {})
      const runs = all.filter(({ tags }) => tag.every((wanted) => tags.includes(wanted)))
      if (json) terminal.out(`${JSON.stringify(runs, null, 2)}\n`)
      else if (runs.length > 0) terminal.out(`${runTable(runs)}\n`)
      else if (all.length > 0) terminal.err(`${say.runs.noneTagged}\n`)
      else terminal.err(bin ? `${say.runs.binEmpty}\n` : `${say.runs.none}\n`)
      return EXIT.done
    }),
})
