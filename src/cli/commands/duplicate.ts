import { defineCommand } from '../command'
import { findRuns } from '../find-run'
import { followRuns } from '../follow-runs'
import { Session } from '../session'

export const duplicateCommand = defineCommand({
  name: 'duplicate',
  summary: 'Train runs anew with the same configuration, with their own seed or others',
  positionals: { label: 'RUN…', description: 'Ids, unique beginnings of ids, or #numbers of runs', min: 1, max: 1000 },
  options: {
    seed: { type: 'integer', min: 0, max: 2 ** 31 - 1, multiple: true, description: 'A copy for each of these seeds' },
    parallel: { type: 'integer', min: 1, max: 64, description: 'Runs in training at once; without it after the number of cores' },
    json: { type: 'flag', description: 'Print the runs as JSON on stdout' },
  },
  run: ({ seed, parallel, json, home }, names, terminal) =>
    Session.use(terminal, { home, maxRuns: parallel }, async (session) => {
      const wanted = findRuns(await session.ask('runs.list', {}), names)
      const seeds = seed.length > 0 ? seed : [undefined]
      const start = () => Promise.all(wanted.flatMap(({ id }) => seeds.map((of) => session.ask('runs.duplicate', { id, seed: of }))))
      return followRuns(session, start, { json, terminal })
    }),
})
