import type { Method } from '../../shared/contract'
import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { say } from '../../texts/terminal'

/** A command that asks one thing of runs which another process trains: the window, a server, or plenum train in another terminal. */
const asking = (name: string, summary: string, method: Method & ('runs.pause' | 'runs.overrule' | 'runs.stop'), said: string) =>
  defineCommand({
    name,
    summary,
    details: say.pause.another,
    positionals: { label: 'RUN…', description: say.common.runs, min: 1, max: 1000 },
    options: { json: { type: 'flag', description: say.pause.options.json } },
    run: ({ json, home }, names, terminal) =>
      Session.use(terminal, { home }, async (session) => {
        const runs = findRuns(await session.ask('runs.list', {}), names)
        for (const { id } of runs) await session.ask(method, { id })
        if (json) terminal.out(`${JSON.stringify({ runs }, null, 2)}\n`)
        else for (const { number, name: title } of runs) terminal.err(`#${number} ${title}: ${said}\n`)
        return EXIT.done
      }),
  })

export const pauseCommand = asking('pause', say.pause.pause, 'runs.pause', say.pause.askedToPause)

export const startCommand = asking('start', say.pause.start, 'runs.overrule', say.pause.askedToStart)

export const stopCommand = asking('stop', say.pause.stop, 'runs.stop', say.pause.askedToStop)
