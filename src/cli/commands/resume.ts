import { defineCommand } from '../command'
import { findRuns } from '../find-run'
import { followRuns } from '../follow-runs'
import { Session } from '../session'

export const resumeCommand = defineCommand({
  name: 'resume',
  summary: 'Go on with interrupted, paused, stopped or failed runs after their last finished epoch',
  positionals: { label: 'RUN…', description: 'Ids, unique beginnings of ids, or #numbers of runs', min: 1, max: 1000 },
  options: {
    parallel: { type: 'integer', min: 1, max: 64, description: 'Runs in training at once; without it after the number of cores' },
    json: { type: 'flag', description: 'Print the runs as JSON on stdout' },
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
