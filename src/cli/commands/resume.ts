import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { followRuns } from '../follow-runs'
import { Session } from '../session'
import { say } from '../../texts/terminal'

export const resumeCommand = defineCommand({
  name: 'resume',
  summary: say.resume.summary,
  positionals: { label: 'RUN…', description: say.common.runs, min: 1, max: 1000 },
  options: {
    parallel: { type: 'integer', min: 1, max: 64, description: say.common.parallel },
    json: { type: 'flag', description: say.common.runsJson },
  },
  run: ({ parallel, json, home }, names, terminal) =>
    Session.use(terminal, { home, maxRuns: parallel }, async (session) => {
      const all = await session.ask('runs.list', {})
      const wanted = findRuns(all, names).map(({ id }) => id)
      const start = async () => {
        for (const id of wanted) await session.ask('runs.resume', { id })
        return (await session.ask('runs.list', {})).filter(({ id }) => wanted.includes(id))
      }
      return followRuns(session, start, { json, terminal })
    }),
})
