import { LabError } from '../../shared/contract'
import type { CorpusRecord } from '../../shared/corpus'
import type { Run } from '../../shared/run'
import { runTitle } from '../runs/run-title'
import type { Store } from '../store/store'
import { say } from '../../texts/lab'

/** The run of an id; throws LabError `not_found`, or `refused` for one in the bin. */
export function findRun(store: Store, id: string): Run {
  const run = findAnyRun(store, id)
  if (run.deleted_at !== null) throw new LabError('refused', say.requests.inBin(runTitle(run)))
  return run
}

/** The run of an id, in the bin or outside of it; throws LabError `not_found`. */
export function findAnyRun(store: Store, id: string): Run {
  const run = store.runs.get(id)
  if (!run) throw new LabError('not_found', say.requests.noRun(id))
  return run
}

/** The corpus of an id; throws LabError `not_found`. */
export function findCorpus(store: Store, id: string): CorpusRecord {
  const corpus = store.corpora.get(id)
  if (!corpus) throw new LabError('not_found', say.requests.noCorpus(id))
  return corpus
}
