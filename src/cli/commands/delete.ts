import { BIN_DAYS } from '../../shared/queue'
import { defineCommand } from '../command'
import { findRuns } from '../find-run'
import { Session } from '../session'
import { EXIT } from '../terminal'

const RUNS = { label: 'RUN…', description: 'Ids, unique beginnings of ids, or #numbers of runs', min: 1, max: 1000 }
const json = { type: 'flag', description: 'Print the runs as JSON on stdout' } as const

export const deleteCommand = defineCommand({
  name: 'delete',
  summary: `Put runs into the bin, where they rest for ${BIN_DAYS} days; with --erase delete them for good`,
  details: '"plenum runs --bin" lists the bin, "plenum restore" takes runs out of it.',
  positionals: RUNS,
  options: { erase: { type: 'flag', description: 'For good and at once, with checkpoints and figures, from the bin too' }, json },
  run: (values, names, terminal) =>
    Session.use(terminal, { home: values.home }, async (session) => {
      const present = await session.ask('runs.list', {})
      const runs = findRuns(values.erase ? [...present, ...(await session.ask('runs.bin', {}))] : present, names)
      for (const { id } of runs) await session.ask(values.erase ? 'runs.erase' : 'runs.delete', { id })
      if (values.json) terminal.out(`${JSON.stringify({ runs }, null, 2)}\n`)
      else
        for (const { number, name, id } of runs)
          terminal.err(
            values.erase
              ? `#${number} ${name}: erased.\n`
              : `#${number} ${name}: in the bin for ${BIN_DAYS} days; plenum restore ${id.slice(0, 8)} brings it back.\n`,
          )
      return EXIT.done
    }),
})

export const restoreCommand = defineCommand({
  name: 'restore',
  summary: 'Take runs out of the bin',
  positionals: RUNS,
  options: { json },
  run: (values, names, terminal) =>
    Session.use(terminal, { home: values.home }, async (session) => {
      const wanted = findRuns(await session.ask('runs.bin', {}), names)
      const runs = []
      for (const { id } of wanted) runs.push(await session.ask('runs.restore', { id }))
      if (values.json) terminal.out(`${JSON.stringify({ runs }, null, 2)}\n`)
      else for (const { number, name } of runs) terminal.err(`#${number} ${name}: restored.\n`)
      return EXIT.done
    }),
})
