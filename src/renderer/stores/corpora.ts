import { defineStore } from 'pinia'
import { computed, ref, shallowReactive, shallowRef } from 'vue'
import type { Params } from '../../shared/contract'
import type { CorpusRecord, SampleCorpus } from '../../shared/corpus'
import { lab } from '../api/lab'
import { useJobs } from './jobs'

/** The corpora of the lab and its built-in samples. */
export const useCorpora = defineStore('corpora', () => {
  const byId = shallowReactive(new Map<string, CorpusRecord>())
  const samples = shallowRef<SampleCorpus[]>([])
  const loaded = ref(false)

  /** Newest first. */
  const list = computed(() => [...byId.values()].sort((a, b) => b.created_at - a.created_at))

  async function load(): Promise<void> {
    // Taken over the moment it comes: what the lab tells while the samples are still asked for is newer.
    const listed = lab()
      .request('corpora.list', {})
      .then((corpora) => {
        byId.clear()
        for (const corpus of corpora) byId.set(corpus.id, corpus)
      })
    const [built] = await Promise.all([lab().request('corpora.samples', {}), listed])
    samples.value = built
    loaded.value = true
  }

  const hear = (corpus: CorpusRecord) => void byId.set(corpus.id, corpus)
  const forget = (id: string) => void byId.delete(id)

  /** Starts an import and answers its job, which reports progress and can be cancelled. */
  async function startImport(params: Params<'corpora.import'>) {
    const job = await lab().request('corpora.import', params)
    useJobs().hear(job)
    return job
  }

  /** The corpus that was imported from a sample, if it still exists. */
  const ofSample = (sample: SampleCorpus) =>
    list.value.find((corpus) => [sample.id, `sample:${sample.id}`, sample.name].includes(corpus.origin)) ?? null

  /** Imports a sample unless it is there already; answers the corpus id. Throws when the import fails or is cancelled. */
  async function ensureSample(sample: SampleCorpus): Promise<string> {
    const present = ofSample(sample)
    if (present) return present.id
    const job = await useJobs().settled((await startImport({ source: { sample: sample.id } })).id)
    if (job.state !== 'finished' || job.result === null) throw new Error(job.message)
    return job.result
  }

  /** Starts computing the statistics that a corpus of an older version lacks; answers the job. */
  async function describe(id: string) {
    const job = await lab().request('corpora.describe', { id })
    useJobs().hear(job)
    return job
  }

  async function rename(id: string, name: string): Promise<void> {
    hear(await lab().request('corpora.rename', { id, name }))
  }

  async function remove(id: string): Promise<void> {
    await lab().request('corpora.delete', { id })
    forget(id)
  }

  return { byId, samples, loaded, list, load, hear, forget, startImport, ofSample, ensureSample, describe, rename, remove }
})
