import { settingsSchema } from '../../shared/settings'
import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { followRuns } from '../follow-runs'
import { fieldsOf, numberOption } from '../arguments/schema-options'
import { Session } from '../session'
import { UsageError } from '../arguments/usage'
import { say } from '../../texts/terminal'

export const continueCommand = defineCommand({
  name: 'continue',
  summary: say.continuing.summary,
  details: say.continuing.details,
  positionals: { label: 'RUN…', description: say.common.runs, min: 1, max: 1000 },
  options: {
    epochs: numberOption(fieldsOf(settingsSchema).epochs, say.continuing.howMany),
    parallel: { type: 'integer', min: 1, max: 64, description: say.common.parallel },
    json: { type: 'flag', description: say.common.runsJson },
  },
  run: ({ epochs, parallel, json, home }, names, terminal) => {
    if (epochs === undefined) throw new UsageError(say.continuing.needsEpochs)
    return Session.use(terminal, { home, maxRuns: parallel }, async (session) => {
      const wanted = findRuns(await session.ask('runs.list', {}), names)
      const start = () => Promise.all(wanted.map(({ id }) => session.ask('runs.continue', { id, epochs: Number(epochs) })))
      return followRuns(session, start, { json, terminal })
    })
  },
})
