import { defineCommand } from '../command'
import { findRuns } from '../find-run'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { UsageError } from '../usage'

export const tagCommand = defineCommand({
  name: 'tag',
  summary: 'Add tags to runs, or take them away',
  positionals: { label: 'RUN…', description: 'Ids, unique beginnings of ids, or #numbers of runs', min: 1, max: 1000 },
  options: {
    add: { type: 'text', value: 'TAG', multiple: true, description: 'One or more tags to add' },
    remove: { type: 'text', value: 'TAG', multiple: true, description: 'One or more tags to take away' },
    json: { type: 'flag', description: 'Print the runs as JSON on stdout' },
  },
  run: ({ add, remove, json, home }, names, terminal) => {
    if (add.length + remove.length === 0) throw new UsageError('--add or --remove is needed: a tag, or several.')
    return Session.use(terminal, { home }, async (session) => {
      const runs = []
      for (const { id, tags } of findRuns(await session.ask('runs.list', {}), names))
        runs.push(await session.ask('runs.tag', { id, tags: [...tags, ...add].filter((tag) => !remove.includes(tag)) }))
      if (json) terminal.out(`${JSON.stringify({ runs }, null, 2)}\n`)
      else for (const { number, name, tags } of runs) terminal.err(`#${number} ${name}: ${tags.join(', ') || 'no tags'}\n`)
      return EXIT.done
    })
  },
})
