import { defineStore } from 'pinia'
import { computed } from 'vue'
import { z } from 'zod'
import { filterRuns, STAGES } from '../runs/run-list'
import { compareNames } from '../../texts/intl'
import { useRemembered } from './remembered'
import { useRuns } from './runs'

const filterSchema = z.object({
  text: z.string().catch(''),
  stage: z.enum(STAGES).nullable().catch(null),
  corpus: z.string().nullable().catch(null),
  tag: z.string().nullable().catch(null),
})

/** What the list of runs is narrowed to; remembered. A corpus or tag that is gone from all runs narrows nothing. */
export const useRunFilter = defineStore('run filter', () => {
  const runs = useRuns()
  const kept = useRemembered('runs.filter', filterSchema, filterSchema.parse({}))

  const corpora = computed(() => [...new Map(runs.list.map((run) => [run.config.corpus, run.corpus_name]))])
  const tags = computed(() => [...new Set(runs.list.flatMap((run) => run.tags))].sort(compareNames))
  const inForce = computed(() => ({
    ...kept.value,
    corpus: corpora.value.some(([id]) => id === kept.value.corpus) ? kept.value.corpus : null,
    tag: kept.value.tag !== null && tags.value.includes(kept.value.tag) ? kept.value.tag : null,
  }))
  const narrows = computed(() => {
    const { text, stage, corpus, tag } = inForce.value
    return text.trim() !== '' || stage !== null || corpus !== null || tag !== null
  })
  /** The runs that are listed, newest first. */
  const listed = computed(() => filterRuns(runs.list, inForce.value))

  const clear = () => void (kept.value = { text: '', stage: null, corpus: null, tag: null })

  return { kept, corpora, tags, inForce, narrows, listed, clear }
})
