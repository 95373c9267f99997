import type { ParsedParams } from '../../src/shared/contract'
import type { CorpusRecord, FoundSentences } from '../../src/shared/corpus'
import { makeCorpus, makePreview, makeStatistics, SAMPLES, SENTENCES } from './fake-data'
import type { FakeStore } from './fake-store'

/** The requests about corpora. */
export const corpusRequests = ({ corpora, jobs, emit, setJob, addCorpus, next }: FakeStore) => ({
  'corpora.list': () => [...corpora.values()],
  'corpora.samples': () => SAMPLES,
  'corpora.preview': (params: { paths: string[] }) => makePreview(params.paths),
  'corpora.import': (params: { source: { sample?: string; paths?: string[] }; name: string | null }) => {
    const name = params.name ?? SAMPLES.find((sample) => sample.id === params.source.sample)?.name ?? 'corpus'
    const job = setJob({
      id: `j${next()}`,
      kind: 'import',
      title: `Import ${name}`,
      state: 'running',
      share: 0,
      message: 'Reading train.txt',
      result: null,
    })
    let share = 0
    const timer = setInterval(() => {
      if (jobs.get(job.id)?.state !== 'running') return clearInterval(timer)
      share += 0.25
      if (share < 1) return void setJob({ ...job, share })
      clearInterval(timer)
      const corpus = addCorpus(makeCorpus(`c${next()}`, name, params.source.sample ?? params.source.paths?.[0] ?? ''))
      setJob({ ...job, state: 'finished', share: 1, message: 'Done', result: corpus.id })
    }, 40)
    return job
  },
  'corpora.sentences': (params: { id: string; split: 'train' | 'valid' | 'test'; offset: number; limit: number }) => {
    const total = corpora.get(params.id)?.splits[params.split].sentences ?? 0
    const rows = Array.from({ length: Math.min(params.limit, Math.max(0, total - params.offset)) }, (_, i) => {
      const [label, text] = SENTENCES[(params.offset + i) % SENTENCES.length]
      return { index: params.offset + i, label, text }
    })
    return { total, rows }
  },
  'corpora.search': ({ id, query, offset, limit }: ParsedParams<'corpora.search'>): FoundSentences => {
    const corpus = corpora.get(id) as CorpusRecord
    const known = corpus.statistics !== null
    const rows = Array.from({ length: corpus.splits[query.split].sentences }, (_, index) => {
      const [label, text] = SENTENCES[index % SENTENCES.length]
      return { index, label: corpus.labels.length ? label : null, text, unknown: known ? [1] : [], times: known ? 2 : null, also: [] }
    })
    const found = rows.filter(
      (row) =>
        row.text.includes(query.text.toLowerCase()) &&
        (query.label === null || row.label === query.label) &&
        (query.repeats !== 'train' || row.index < 37),
    )
    return { total: found.length, scanned: rows.length, complete: true, rows: found.slice(offset, offset + limit) }
  },
  'corpora.describe': ({ id }: { id: string }) => {
    const corpus = corpora.get(id) as CorpusRecord
    const job = setJob({
      id: `j${next()}`,
      kind: 'describe',
      title: corpus.name,
      state: 'running',
      share: 0,
      message: 'Computing',
      result: null,
    })
    setTimeout(() => {
      addCorpus({ ...corpus, statistics: makeStatistics(corpus.splits, corpus.vocabulary_size - 4) })
      setJob({ ...job, state: 'finished', share: 1, message: 'Computed.', result: id })
    }, 40)
    return job
  },
  'corpora.rename': (params: { id: string; name: string }) => addCorpus({ ...(corpora.get(params.id) as CorpusRecord), name: params.name }),
  'corpora.delete': (params: { id: string }) => {
    corpora.delete(params.id)
    emit({ type: 'corpus.removed', id: params.id })
    return null
  },
})
