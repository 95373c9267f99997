import { z } from 'zod'
import { splitSchema } from '../corpus'
import { decodingSchema, interpolationSchema, pathSchema } from '../decoding'
import { jobSchema } from '../job'
import { dimensionPairSchema, figureColumnSchema } from '../latent'
import type { RequestSchemas } from './parameters'

const pairOfTexts = z.strictObject({
  label: z.string().nullable(),
  source: z.string(),
  decoded: z.string(),
  unknown: z.array(z.string()).optional().describe('Of a given sentence the words that the corpus does not know, which became <unk>'),
})

/** What is asked of a trained run: evaluation, figures, text. */
export const TRAINED_REQUESTS = {
  'runs.evaluate': {
    params: z.strictObject({
      id: z.string(),
      split: splitSchema,
      text: z.boolean().default(false).describe('Decode too: interpolations and prior samples'),
    }),
    result: jobSchema,
  },
  'runs.figure': {
    params: z.strictObject({
      id: z.string(),
      split: splitSchema.default('test'),
      pair: dimensionPairSchema.default('max'),
      size: z.int().min(16).max(1000).default(500),
      extent: z.number().min(0.5).max(50).default(5),
    }),
    result: figureColumnSchema,
  },
  'runs.reconstruct': {
    params: z.strictObject({
      id: z.string(),
      split: splitSchema.default('test'),
      offset: z.int().min(0).default(0),
      count: z.int().min(1).max(200).default(10),
      sentences: z.array(z.string().min(1).max(100_000)).min(1).max(1000).optional().describe('These instead of a split'),
      decoding: decodingSchema.prefault({}),
    }),
    result: z.array(pairOfTexts),
  },
  'runs.sample': {
    params: z.strictObject({
      id: z.string(),
      count: z.int().min(1).max(1000).default(10),
      seed: z.int().min(0).default(1).describe('Seed of the codes drawn from the prior'),
      decoding: decodingSchema.prefault({}),
    }),
    result: z.array(z.string()),
  },
  'runs.interpolate': {
    params: z.strictObject({
      id: z.string(),
      from: z.string().min(1).max(100_000),
      to: z.string().min(1).max(100_000),
      points: z.int().min(2).max(101).default(11),
      path: pathSchema.default('line'),
      decoding: decodingSchema.prefault({}),
    }),
    result: interpolationSchema,
  },
} as const satisfies RequestSchemas
