import { z } from 'zod'
import { pathSchema } from './decoding'

/** A figure with its 95 % bootstrap interval. */
export const estimateSchema = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })
export type Estimate = z.infer<typeof estimateSchema>

const four = z.tuple([estimateSchema, estimateSchema, estimateSchema, estimateSchema])
const overlap = z.strictObject({ precision: estimateSchema, recall: estimateSchema, f: estimateSchema })

/** Metrics of what the decoder writes: along interpolations of paired sentences, and from the prior. BLEU and distinct in percent, ROUGE 0…1. */
export const textEvaluationSchema = z.strictObject({
  interpolation: z.strictObject({
    path: pathSchema,
    pairs: z.int(),
    points: z.array(z.strictObject({ t: z.number(), rouge_first: overlap, rouge_second: overlap })).describe('ROUGE-L against both ends'),
    bleu_first: four.describe('BLEU-1…4 of the first point against its source'),
    bleu_second: four.describe('BLEU-1…4 of the last point against its source'),
    self_bleu: four.describe('self-BLEU-1…4 within a path'),
    distinct: four.describe('distinct-1…4 within a path'),
  }),
  prior_samples: z.strictObject({ sentences: z.int(), pieces: z.int(), bleu: overlap }),
})
export type TextEvaluation = z.infer<typeof textEvaluationSchema>
