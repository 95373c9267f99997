import type { Job } from '../shared/job'
import { say } from '../texts/terminal'
import type { LiveLines } from './text/live-lines'
import type { Session } from './session'

/** Starts a job and answers it once it has ended, with its progress on stderr; throws with its sentence where it failed or was cancelled. */
export async function followJob(session: Session, start: () => Promise<Job>, lines: LiveLines, line: (job: Job) => string): Promise<Job> {
  // What is told before the answer comes is looked at once its id is known.
  const told: Job[] = []
  let id: string | null = null
  const answered = new AbortController()
  const ended = session.follow((event): Job | undefined => {
    if (event.type !== 'job') return undefined
    told.push(event.job)
    if (event.job.id !== id) return undefined
    lines.set(`job ${id}`, line(event.job))
    return event.job.state === 'running' ? undefined : event.job
  }, answered.signal)
  ended.catch(() => undefined)
  try {
    const job = await start()
    id = job.id
    const early = [job, ...told].findLast((candidate) => candidate.id === id && candidate.state !== 'running')
    return done(early ?? (await ended))
  } finally {
    lines.end()
    answered.abort()
  }
}

/** A job that has ended. Throws with its sentence where it failed or was cancelled. */
function done(last: Job): Job {
  if (last.state === 'cancelled') throw new Error(say.progress.cancelled(last.title))
  if (last.state !== 'finished') throw new Error(last.message)
  return last
}

/** `  40 %`, or nothing while the size is unknown. */
export const percent = ({ share }: Job): string => (share === null ? '' : `  ${Math.round(share * 100)} %`)
