import { defineStore } from 'pinia'
import { reactive } from 'vue'
import { sentenceQuerySchema, type SentenceQuery } from '../../shared/corpus'

/** What each corpus's sentences were last searched for, as long as the window lives. */
export const useSentenceQueries = defineStore('sentence-queries', () => {
  const queries = reactive(new Map<string, SentenceQuery>())

  function of(corpus: string): SentenceQuery {
    let query = queries.get(corpus)
    if (!query) {
      queries.set(corpus, sentenceQuerySchema.parse({ split: 'train' }))
      query = queries.get(corpus) as SentenceQuery
    }
    return query
  }

  /** Sets some conditions; all others are dropped. */
  function set(corpus: string, conditions: Partial<SentenceQuery>): void {
    queries.set(corpus, sentenceQuerySchema.parse({ split: 'train', ...conditions }))
  }

  return { of, set }
})
