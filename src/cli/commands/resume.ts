import { ENDED_STATES, type Run, type RunState } from '../../shared/run'
import { defineCommand } from '../command'
import { findRuns } from '../arguments/find-run'
import { followRuns } from '../follow-runs'
import { Session } from '../session'
import { say } from '../../texts/terminal'

/** States in which a member of a race rests with the others. */
const RESTING: readonly RunState[] = ['paused', 'interrupted']

export const resumeCommand = defineCommand({
  name: 'resume',
  summary: say.resume.summary,
  positionals: { label: 'RUN…', description: say.common.runs, min: 1, max: 1000 },
  options: {
    parallel: { type: 'integer', min: 1, max: 64, description: say.common.parallel },
    json: { type: 'flag', description: say.common.runsJson },
  },
  run: ({ parallel, json, home }, names, terminal) =>
    Session.use(terminal, { home, maxRuns: parallel }, async (session) => {
      const wanted = findRuns(await session.ask('runs.list', {}), names)
      const start = async () => {
        const races = new Set<string>()
        for (const { id, state, config } of wanted) {
          // Resuming one of a race resumes those that rest with it.
          if (config.race === null || !races.has(config.race) || !RESTING.includes(state)) await session.ask('runs.resume', { id })
          if (config.race !== null) races.add(config.race)
        }
        const resumed = ({ id, state, config: { race } }: Run) =>
          wanted.some((run) => run.id === id) || (race !== null && races.has(race) && !ENDED_STATES.includes(state))
        return (await session.ask('runs.list', {})).filter(resumed)
      }
      return followRuns(session, start, { json, terminal })
    }),
})
