import type { Queue } from '../shared/queue'
import { ENDED_STATES, type Run } from '../shared/run'
import { say } from '../texts/terminal'
import { alarmLine } from './text/alarm-line'
import { LiveLines } from './text/live-lines'
import { runLine } from './text/run-line'
import { runTable } from './text/run-table'
import type { Session } from './session'
import { EXIT, type Terminal } from './terminal'

/** States from which there is nothing to resume. */
const DONE_STATES: readonly Run['state'][] = ENDED_STATES.filter((state) => state !== 'interrupted')

/**
 * Shows runs until all have ended, then prints their table or, with `json`, `{ "runs": […] }`. Answers the exit code: 1 where a run
 * failed, diverged or was interrupted. When the user ends it, the runs rest as interrupted and a sentence says how to resume.
 */
export async function followRuns(
  session: Session,
  start: () => Promise<Run[]>,
  { json, terminal }: { json: boolean; terminal: Terminal },
): Promise<number> {
  const lines = new LiveLines(terminal)
  const present = new Map<string, Run>()
  let wanted: string[] | null = null
  const done = (): true | undefined => (wanted?.every((id) => ENDED_STATES.includes(present.get(id)?.state ?? 'queued')) ? true : undefined)
  const show = (run: Run) => {
    lines.set(run.id, runLine(run), ENDED_STATES.includes(run.state))
    for (const alarm of run.alarms) lines.tell(`${run.id} ${alarm.rule} ${alarm.epoch}`, alarmLine(run, alarm))
  }
  let told: string | null = null
  let memory: string | undefined
  const tellMemory = (said: Queue['memory']) => {
    if (said && said.sentence !== memory)
      lines.tell(`memory ${said.sentence}`, said.waits ? `${said.sentence} ${say.progress.startAnyway}` : said.sentence)
    memory = said?.sentence
  }
  const tellHold = (held: string | null) => {
    if (held !== told) lines.tell('queue', held ?? say.progress.diskAgain)
    told = held
  }
  const followed = session.follow((event) => {
    if (event.type === 'queue') {
      tellHold(event.queue.held)
      tellMemory(event.queue.memory)
    }
    if (event.type !== 'run') return undefined
    present.set(event.run.id, event.run)
    if (wanted?.includes(event.run.id)) show(event.run)
    return done()
  })
  followed.catch(() => undefined)
  session.whenInterrupted = () => {
    const open = wanted?.filter((id) => !DONE_STATES.includes(present.get(id)?.state ?? 'queued')) ?? []
    return open.length > 0 ? say.progress.resumeHint(open.map((id) => id.slice(0, 8))) : say.progress.interrupted
  }
  try {
    const started = await start()
    wanted = started.map(({ id }) => id)
    for (const { name, notices } of started) for (const text of notices) lines.tell(`${name} ${text}`, `${name}: ${text}`)
    for (const run of started) {
      if (!present.has(run.id)) present.set(run.id, run)
      show(present.get(run.id) ?? run)
    }
    if (!done()) await followed
  } finally {
    lines.end()
  }
  const all = await session.ask('runs.list', {})
  const runs = wanted.map((id) => all.find((run) => run.id === id)).filter((run) => run !== undefined)
  for (const run of runs) if (run.message !== null) terminal.err(`#${run.number} ${run.name}: ${run.message}\n`)
  terminal.out(json ? `${JSON.stringify({ runs }, null, 2)}\n` : `${runTable(runs)}\n`)
  return runs.every(({ state }) => state === 'finished' || state === 'stopped') ? EXIT.done : EXIT.failed
}
