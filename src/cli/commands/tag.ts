import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

export const tagCommand = defineCommand({
  name: 'tag',
  summary: say.tag.summary,
  positionals: { label: 'RUN…', description: say.common.runs, min: 1, max: 1000 },
  options: {
    add: { type: 'text', value: 'TAG', multiple: true, description: say.tag.options.add },
    remove: { type: 'text', value: 'TAG', multiple: true, description: say.tag.options.remove },
    json: { type: 'flag', description: say.common.runsJson },
  },
  run: ({ add, remove, json, home }, names, terminal) => {
    if (add.length + remove.length === 0) throw new UsageError(say.tag.needsTags)
    return Session.use(terminal, { home }, async (session) => {
      const runs = []
      for (const { id, tags } of findRuns(await session.ask('runs.list', {}), names))
        runs.push(await session.ask('runs.tag', { id, tags: [...tags, ...add].filter((tag) => !remove.includes(tag)) }))
      if (json) terminal.out(`${JSON.stringify({ runs }, null, 2)}\n`)
      else for (const { number, name, tags } of runs) terminal.err(`#${number} ${name}: ${tags.join(', ') || say.tag.noTags}\n`)
      return EXIT.done
    })
  },
})
