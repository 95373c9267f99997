import { settingsSchema } from '../../shared/settings'
import { defineCommand } from '../command'
import { findRuns } from '../find-run'
import { followRuns } from '../follow-runs'
import { fieldsOf, numberOption } from '../schema-options'
import { Session } from '../session'
import { UsageError } from '../usage'

export const continueCommand = defineCommand({
  name: 'continue',
  summary: 'Train finished or stopped runs for more epochs, from their last checkpoint',
  details: [
    'The figures are those of a run that had been asked for all of its epochs at first. One that ended because its learning rate had',
    'decayed as often as allowed is allowed as many decays more. For an interrupted run: plenum resume.',
  ].join('\n'),
  positionals: { label: 'RUN…', description: 'Ids, unique beginnings of ids, or #numbers of runs', min: 1, max: 1000 },
  options: {
    epochs: numberOption(fieldsOf(settingsSchema).epochs, 'How many more'),
    parallel: { type: 'integer', min: 1, max: 64, description: 'Runs in training at once; without it after the number of cores' },
    json: { type: 'flag', description: 'Print the runs as JSON on stdout' },
  },
  run: ({ epochs, parallel, json, home }, names, terminal) => {
    if (epochs === undefined) throw new UsageError('--epochs is needed: how many more.')
    return Session.use(terminal, { home, maxRuns: parallel }, async (session) => {
      const wanted = findRuns(await session.ask('runs.list', {}), names)
      const start = () => Promise.all(wanted.map(({ id }) => session.ask('runs.continue', { id, epochs: Number(epochs) })))
      return followRuns(session, start, { json, terminal })
    })
  },
})
