import { BIN_DAYS } from '../../shared/queue'
import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { Session } from '../session'
import { EXIT } from '../terminal'
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
      for (const { id } of runs) await session.ask(values.erase ? 'runs.erase' : 'runs.delete', { id })
      if (values.json) terminal.out(`${JSON.stringify({ runs }, null, 2)}\n`)
      else
        for (const { number, name, id } of runs)
          terminal.err(values.erase ? `${say.bin.erased(number, name)}\n` : `${say.bin.inBin(number, name, BIN_DAYS, id.slice(0, 8))}\n`)
      return EXIT.done
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
      const runs = []
      for (const { id } of wanted) runs.push(await session.ask('runs.restore', { id }))
      if (values.json) terminal.out(`${JSON.stringify({ runs }, null, 2)}\n`)
      else for (const { number, name } of runs) terminal.err(`${say.bin.restored(number, name)}\n`)
      return EXIT.done
    }),
})
