import type { Method } from '../../shared/contract'
import { defineCommand } from '../command'
import { findRuns } from '../find-run'
import { Session } from '../session'
import { EXIT } from '../terminal'

/** A command that asks one thing of runs which another process trains: the window, a server, or plenum train in another terminal. */
const asking = (name: string, summary: string, method: Method & ('runs.pause' | 'runs.stop'), said: string) =>
  defineCommand({
    name,
    summary,
    details: 'The process that trains a run does it within a second or two; "plenum runs" shows the states.',
    positionals: { label: 'RUN…', description: 'Ids, unique beginnings of ids, or #numbers of runs', min: 1, max: 1000 },
    options: { json: { type: 'flag', description: 'Print the runs that were asked as JSON on stdout' } },
    run: ({ json, home }, names, terminal) =>
      Session.use(terminal, { home }, async (session) => {
        const runs = findRuns(await session.ask('runs.list', {}), names)
        for (const { id } of runs) await session.ask(method, { id })
        if (json) terminal.out(`${JSON.stringify({ runs }, null, 2)}\n`)
        else for (const { number, name: title } of runs) terminal.err(`#${number} ${title}: ${said}\n`)
        return EXIT.done
      }),
  })

export const pauseCommand = asking(
  'pause',
  'Pause runs that wait or are trained by another Plenum; plenum resume goes on',
  'runs.pause',
  'asked to pause.',
)

export const stopCommand = asking(
  'stop',
  'Stop runs that are trained by another Plenum; their best checkpoint is kept and evaluated',
  'runs.stop',
  'asked to stop; its best checkpoint is kept and evaluated.',
)
