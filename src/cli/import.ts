import type { Params } from '../shared/contract'
import type { CorpusRecord } from '../shared/corpus'
import { say } from '../texts/terminal'
import { followJob, percent } from './follow-job'
import type { LiveLines } from './text/live-lines'
import type { Session } from './session'

/** Imports with progress on stderr and answers the corpus; throws with the sentence of its failure. */
export async function importCorpus(session: Session, params: Params<'corpora.import'>, lines: LiveLines): Promise<CorpusRecord> {
  const start = () => session.ask('corpora.import', params)
  const { result } = await followJob(session, start, lines, (job) => say.progress.importing(job.title, percent(job), job.message))
  const corpus = (await session.ask('corpora.list', {})).find(({ id }) => id === result)
  if (!corpus) throw new Error(say.progress.deletedMeanwhile)
  return corpus
}
