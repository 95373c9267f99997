import type { Job, Params } from '../shared/contract'
import type { CorpusRecord } from '../shared/corpus'
import type { LiveLines } from './live-lines'
import type { Session } from './session'

/** Imports with progress on stderr and answers the corpus; throws with the sentence of its failure. */
export async function importCorpus(session: Session, params: Params<'corpora.import'>, lines: LiveLines): Promise<CorpusRecord> {
  // What is told before the answer comes is looked at once its id is known.
  const told: Job[] = []
  let id: string | null = null
  const ended = session.follow((event): Job | undefined => {
    if (event.type !== 'job') return undefined
    told.push(event.job)
    if (event.job.id !== id) return undefined
    show(event.job)
    return event.job.state === 'running' ? undefined : event.job
  })
  ended.catch(() => undefined)
  const show = (job: Job) => {
    const share = job.share === null ? '' : `  ${Math.round(job.share * 100)} %`
    lines.set(`import ${job.id}`, `Importing ${job.title}${share}  ${job.message}`)
  }
  const job = await session.ask('corpora.import', params)
  id = job.id
  const early = [job, ...told].findLast((candidate) => candidate.id === id && candidate.state !== 'running')
  const last = early ?? (await ended)
  lines.end()
  if (last.state !== 'finished' || last.result === null)
    throw new Error(last.state === 'cancelled' ? 'The import was cancelled.' : last.message)
  const corpus = (await session.ask('corpora.list', {})).find((candidate) => candidate.id === last.result)
  if (!corpus) throw new Error('The imported corpus was deleted meanwhile.')
  return corpus
}
