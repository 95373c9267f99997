import { LabError, type ParsedParams } from '../../shared/contract'
import type { Job } from '../../shared/job'
import { importOptionsSchema } from '../../shared/import-options'
import { openCorpus } from '../corpus/open'
import { previewCorpus } from '../corpus/importing/preview'
import { SAMPLES } from '../corpus/samples'
import { describeInProcess, importInProcess } from '../import-corpus'
import { discard } from '../discard'
import { newId } from '../new-id'
import { say } from '../../texts/lab'
import type { Context, Handlers } from './context'
import { findCorpus } from './find'

type CorpusMethod =
  | 'corpora.search'
  | 'corpora.describe'
  | 'corpora.list'
  | 'corpora.samples'
  | 'corpora.preview'
  | 'corpora.import'
  | 'corpora.sentences'
  | 'corpora.rename'
  | 'corpora.delete'

export function corpusRequests(context: Context): Handlers<CorpusMethod> {
  const { store, home, emit, searcher } = context
  const importing = new Map<string, Job>()
  const describing = new Map<string, Job>()
  return {
    'corpora.list': () => store.corpora.list(),
    'corpora.samples': () => SAMPLES,
    'corpora.preview': ({ paths, options }) => previewCorpus(paths, options),
    'corpora.import': (params) => startImport(context, importing, params),
    'corpora.sentences': async ({ id, split, offset, limit }) => {
      const corpus = findCorpus(store, id)
      const open = await openCorpus(home.corpus(id))
      const [texts, labels] = await Promise.all([open.texts(split, offset, limit), open.labels(split, offset, limit)])
      return {
        total: corpus.splits[split].sentences,
        rows: texts.map((text, i) => ({ index: offset + i, label: labels[i] ?? null, text })),
      }
    },
    'corpora.search': ({ id, query, offset, limit }) => {
      findCorpus(store, id)
      return searcher.search({ directory: home.corpus(id), query, offset, limit })
    },
    'corpora.describe': ({ id }) => startDescription(context, describing, id),
    'corpora.rename': ({ id, name }) => {
      findCorpus(store, id)
      store.corpora.rename(id, name.trim() || name)
      const corpus = findCorpus(store, id)
      emit({ type: 'corpus', corpus })
      return corpus
    },
    'corpora.delete': async ({ id }) => {
      const corpus = findCorpus(store, id)
      const runs = store.runs.ofCorpus(id)
      if (runs.length > 0) throw new LabError('refused', say.requests.corpusInUse(corpus.name, runs))
      await searcher.forget(home.corpus(id))
      await discard(store, home.corpora, id, () => store.corpora.remove(id))
      emit({ type: 'corpus.removed', id })
      return null
    },
  }
}

/** Starts an import, or answers the one of the same sample and options that is there or under way. */
function startImport(context: Context, importing: Map<string, Job>, { source, name, options }: ParsedParams<'corpora.import'>): Job {
  const { store, jobs, emit, supervisor } = context
  supervisor.refuseGone()
  const sample = 'sample' in source ? source.sample : null
  const title =
    name ?? SAMPLES.find(({ id }) => id === sample)?.name ?? ('paths' in source ? lastName(source.paths[0]) : say.requests.corpus)
  const wanted = JSON.stringify(importOptionsSchema.parse(options))
  const key = `${sample} ${wanted}`
  if (sample !== null && name === null) {
    const present = store.corpora.ofSample(sample).find((corpus) => JSON.stringify(importOptionsSchema.parse(corpus.options)) === wanted)
    if (present) return jobs.finished('import', title, say.requests.sampleThere, present.id)
    const running = importing.get(key)
    if (running) return jobs.list().find(({ id }) => id === running.id) ?? running
  }
  const id = newId()
  const job = jobs.start({
    kind: 'import',
    title,
    message: say.corpus.stages.open,
    done: say.corpus.stages.done,
    run: async (report, signal) => {
      try {
        const record = await importInProcess(
          { importerPath: context.importerPath, home: context.home, id, source, name, options },
          report,
          signal,
        )
        // Unless another process, which opened when this one was held up just now, has listed it as one left behind.
        store.transaction(() => store.corpora.get(id) ?? store.corpora.insert(record, sample))
        emit({ type: 'corpus', corpus: record })
        return id
      } finally {
        importing.delete(key)
      }
    },
  })
  if (sample !== null && name === null) importing.set(key, job)
  return job
}

/** Starts computing the statistics of a corpus, or answers the work that does so already. */
function startDescription(context: Context, describing: Map<string, Job>, id: string): Job {
  const { store, jobs, emit, home, searcher, importerPath } = context
  const corpus = findCorpus(store, id)
  if (corpus.statistics) return jobs.finished('describe', corpus.name, say.requests.describedAlready, id)
  const running = describing.get(id)
  if (running) return jobs.list().find((job) => job.id === running.id) ?? running
  const job = jobs.start({
    kind: 'describe',
    title: corpus.name,
    message: say.requests.openingCorpus,
    done: say.requests.computed,
    run: async (report, signal) => {
      try {
        const { statistics } = await describeInProcess(importerPath, home.corpus(id), report, signal)
        if (statistics) store.corpora.setStatistics(id, statistics)
        await searcher.forget(home.corpus(id))
        const described = store.corpora.get(id)
        if (described) emit({ type: 'corpus', corpus: described })
        return id
      } finally {
        describing.delete(id)
      }
    },
  })
  describing.set(id, job)
  return job
}

const lastName = (path: string): string => path.split(/[\\/]/).filter(Boolean).at(-1) ?? path
