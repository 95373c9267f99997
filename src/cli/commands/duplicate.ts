import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { followRuns } from '../follow-runs'
import { Session } from '../session'
import { say } from '../../texts/terminal'

export const duplicateCommand = defineCommand({
  name: 'duplicate',
  summary: say.duplicate.summary,
  positionals: { label: 'RUN…', description: say.common.runs, min: 1, max: 1000 },
  options: {
    seed: { type: 'integer', min: 0, max: 2 ** 31 - 1, multiple: true, description: say.duplicate.options.seed },
    parallel: { type: 'integer', min: 1, max: 64, description: say.common.parallel },
    json: { type: 'flag', description: say.common.runsJson },
  },
  run: ({ seed, parallel, json, home }, names, terminal) =>
    Session.use(terminal, { home, maxRuns: parallel }, async (session) => {
      const wanted = findRuns(await session.ask('runs.list', {}), names)
      const seeds = seed.length > 0 ? seed : [undefined]
      const start = () => Promise.all(wanted.flatMap(({ id }) => seeds.map((of) => session.ask('runs.duplicate', { id, seed: of }))))
      return followRuns(session, start, { json, terminal })
    }),
})
