import { z } from 'zod'
import {
  corpusSchema,
  corpusSourceSchema,
  foundSentencesSchema,
  sampleSchema,
  sentenceQuerySchema,
  sentenceSchema,
  splitSchema,
} from '../corpus'
import { importOptionsSchema } from '../import-options'
import { jobSchema } from '../job'
import { previewSchema } from '../preview'
import { done, id, nothing, type RequestSchemas } from './parameters'

/** Corpora: what files hold, importing them, reading and searching their sentences. */
export const CORPORA_REQUESTS = {
  'corpora.list': { params: nothing, result: z.array(corpusSchema) },
  'corpora.samples': { params: nothing, result: z.array(sampleSchema) },
  'corpora.preview': {
    params: z.strictObject({ paths: z.array(z.string()).min(1).max(1000), options: importOptionsSchema.partial().default({}) }),
    result: previewSchema,
  },
  'corpora.import': {
    params: z.strictObject({
      source: corpusSourceSchema,
      name: z.string().max(120).nullable().default(null),
      options: importOptionsSchema.partial().default({}),
    }),
    result: jobSchema,
  },
  'corpora.sentences': {
    params: z.strictObject({ id: z.string(), split: splitSchema, offset: z.int().min(0), limit: z.int().min(1).max(500) }),
    result: z.strictObject({ total: z.int(), rows: z.array(sentenceSchema) }),
  },
  /** A page of the sentences that a query finds. The search goes on only while it is asked for: ask again until it is complete. */
  'corpora.search': {
    params: z.strictObject({ id: z.string(), query: sentenceQuerySchema, offset: z.int().min(0), limit: z.int().min(0).max(500) }),
    result: foundSentencesSchema,
  },
  /** Computes the statistics of a corpus that an older version imported. */
  'corpora.describe': { params: id, result: jobSchema },
  'corpora.rename': { params: z.strictObject({ id: z.string(), name: z.string().min(1).max(120) }), result: corpusSchema },
  'corpora.delete': { params: id, result: done },
} as const satisfies RequestSchemas
