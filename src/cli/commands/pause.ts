import type { Method } from '../../shared/contract'
import { ENDED_STATES, type Run } from '../../shared/run'
import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { eachRun } from '../each-run'
import { Session } from '../session'
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
        const races = new Set<string>()
        const ask = async (run: Run) => {
          const { race } = run.config
          // Asking one of a race to pause or start asks those that go with it.
          const asked = race !== null && races.has(race) && method !== 'runs.stop' && !ENDED_STATES.includes(run.state)
          if (!asked) await session.ask(method, { id: run.id })
          if (race !== null) races.add(race)
          return run
        }
        return eachRun(runs, ask, { json, terminal, line: ({ number, name: title }) => `#${number} ${title}: ${said}` })
      }),
  })

export const pauseCommand = asking('pause', say.pause.pause, 'runs.pause', say.pause.askedToPause)

export const startCommand = asking('start', say.pause.start, 'runs.overrule', say.pause.askedToStart)

export const stopCommand = asking('stop', say.pause.stop, 'runs.stop', say.pause.askedToStop)
