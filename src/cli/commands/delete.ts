import { BIN_DAYS } from '../../shared/queue'
import type { Run } from '../../shared/run'
import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { eachRun } from '../each-run'
import { Session } from '../session'
import { say } from '../../texts/terminal'

const RUNS = { label: 'RUN…', description: say.common.runs, min: 1, max: 1000 }
const json = { type: 'flag', description: say.common.runsJson } as const

export const deleteCommand = defineCommand({
  name: 'delete',
  summary: say.bin.summary(BIN_DAYS),
  details: say.bin.details,
  positionals: RUNS,
  options: { erase: { type: 'flag', description: say.bin.options.erase }, json },
  run: (values, names, terminal) =>
    Session.use(terminal, { home: values.home }, async (session) => {
      const present = await session.ask('runs.list', {})
      const runs = findRuns(values.erase ? [...present, ...(await session.ask('runs.bin', {}))] : present, names)
      const put = async (run: Run) => {
        await session.ask(values.erase ? 'runs.erase' : 'runs.delete', { id: run.id })
        return run
      }
      const line = ({ number, name }: Run) => (values.erase ? say.bin.erased(number, name) : say.bin.inBin(number, name, BIN_DAYS))
      return eachRun(runs, put, { json: values.json, terminal, line })
    }),
})

export const restoreCommand = defineCommand({
  name: 'restore',
  summary: say.bin.restore,
  positionals: RUNS,
  options: { json },
  run: (values, names, terminal) =>
    Session.use(terminal, { home: values.home }, async (session) => {
      const wanted = findRuns(await session.ask('runs.bin', {}), names)
      const line = ({ number, name }: Run) => say.bin.restored(number, name)
      return eachRun(wanted, ({ id }) => session.ask('runs.restore', { id }), { json: values.json, terminal, line })
    }),
})
