import { defineStore } from 'pinia'
import { z } from 'zod'
import { sentenceQuerySchema, type SentenceQuery } from '../../shared/corpus'
import { useRemembered } from './remembered'

const ANY: SentenceQuery = sentenceQuerySchema.parse({ split: 'train' })
const keptSchema = z.record(z.string(), sentenceQuerySchema.catch(ANY))

/** What each corpus's sentences were last searched for, remembered between sessions. */
export const useSentenceQueries = defineStore('sentence-queries', () => {
  const kept = useRemembered('corpora.sentences', keptSchema, {})

  const of = (corpus: string): SentenceQuery => kept.value[corpus] ?? ANY

  /** Sets some conditions; all others are dropped. */
  function set(corpus: string, conditions: Partial<SentenceQuery>): void {
    kept.value[corpus] = sentenceQuerySchema.parse({ split: 'train', ...conditions })
  }

  return { of, set }
})
