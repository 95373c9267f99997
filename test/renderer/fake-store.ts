import type { LabEvent, Method } from '../../src/shared/contract'
import type { CorpusRecord } from '../../src/shared/corpus'
import type { Job } from '../../src/shared/job'
import type { Run, Series, SeriesId } from '../../src/shared/run'
import { emptySeries } from './fake-runs'

/** Answers to some requests of the lab; what they are given has been checked. */
export type Handlers = { [M in Method]?: (params: never) => unknown }

/** What a made-up lab holds; every change of it is told. */
export function createFakeStore(emit: (event: LabEvent) => void) {
  const corpora = new Map<string, CorpusRecord>()
  const runs = new Map<string, Run>()
  const jobs = new Map<string, Job>()
  const series = new Map<string, Record<SeriesId, Series>>()
  let counter = 0

  const setRun = (run: Run) => {
    runs.set(run.id, run)
    emit({ type: 'run', run })
    return run
  }
  const setJob = (job: Job) => {
    jobs.set(job.id, job)
    emit({ type: 'job', job })
    return job
  }
  const addCorpus = (corpus: CorpusRecord) => {
    corpora.set(corpus.id, corpus)
    emit({ type: 'corpus', corpus })
    return corpus
  }
  const addRun = (run: Run) => {
    series.set(run.id, { batch: emptySeries(), train: emptySeries(), valid: emptySeries() })
    return setRun(run)
  }
  /** Numbers for ids, each once. */
  const next = () => ++counter

  return { corpora, runs, jobs, series, emit, setRun, setJob, addCorpus, addRun, next }
}

export type FakeStore = ReturnType<typeof createFakeStore>
