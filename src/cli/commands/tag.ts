import { LabError } from '../../shared/contract'
import { TAGS } from '../../shared/queue'
import type { Run } from '../../shared/run'
import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { eachRun } from '../each-run'
import { Session } from '../session'
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
    const added = add.map((tag) => tag.trim())
    const bad = added.find((tag) => tag === '' || tag.length > TAGS.length)
    if (bad !== undefined) throw new UsageError(say.tag.badTag(TAGS.length))
    const both = added.find((tag) => remove.includes(tag))
    if (both !== undefined) throw new UsageError(say.tag.both(both))
    return Session.use(terminal, { home }, async (session) => {
      const runs = findRuns(await session.ask('runs.list', {}), names)
      const tag = ({ id, number, name, tags: present }: Run) => {
        const tags = [...new Set([...present, ...added])].filter((one) => !remove.includes(one))
        if (tags.length > TAGS.most) throw new LabError('refused', say.tag.tooMany(number, name, TAGS.most))
        return session.ask('runs.tag', { id, tags })
      }
      const line = ({ number, name, tags }: Run) => `#${number} ${name}: ${tags.join(', ') || say.tag.noTags}`
      return eachRun(runs, async (run) => tag(run), { json, terminal, line })
    })
  },
})
