import { z } from 'zod'
import { say } from '../texts/shared'
import { pathSchema } from './decoding'

/** A figure with its 95 % bootstrap interval; of one pair or piece alone the interval is the figure. */
const intervalEstimateSchema = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })
export type IntervalEstimate = z.infer<typeof intervalEstimateSchema>

const four = z.tuple([intervalEstimateSchema, intervalEstimateSchema, intervalEstimateSchema, intervalEstimateSchema])
const overlapSchema = z.strictObject({ precision: intervalEstimateSchema, recall: intervalEstimateSchema, f: intervalEstimateSchema })
export type Overlap = z.infer<typeof overlapSchema>

/** Along interpolations of paired sentences, with intervals by bootstrap over the pairs. */
const interpolationMetricsSchema = z.strictObject({
  path: pathSchema,
  pairs: z.int(),
  points: z.array(
    z.strictObject({
      t: z.number().describe('0 at the first sentence, 1 at the second'),
      rouge_first: overlapSchema.describe('ROUGE-L against the first sentence, 0…1'),
      rouge_second: overlapSchema.describe('ROUGE-L against the second sentence, 0…1'),
      rouge_both: overlapSchema.describe('Mean of the two, as in the paper'),
    }),
  ),
  bleu: four.describe('BLEU-1…4 of both end points against their sources, in percent'),
  self_bleu: four.describe('self-BLEU-1…4 within a path, mean over paths, in percent'),
  distinct: four.describe('distinct-1…4 within a path, mean over paths, in percent'),
})
export type InterpolationMetrics = z.infer<typeof interpolationMetricsSchema>

/** Of sentences decoded from the prior, with intervals by bootstrap over the pieces. */
const priorSampleMetricsSchema = z.strictObject({
  sentences: z.int(),
  pieces: z.int(),
  bleu: z
    .tuple([overlapSchema, overlapSchema, overlapSchema, overlapSchema])
    .describe('BLEU-1…4 in percent. precision: samples against the split; recall: the split against the samples; f: their harmonic mean'),
})
export type PriorSampleMetrics = z.infer<typeof priorSampleMetricsSchema>

/** Metrics of what the decoder writes, greedily, at most 100 tokens a sentence. */
export const textEvaluationSchema = z.strictObject({
  interpolation: interpolationMetricsSchema.nullable().describe('null where the split has fewer than two sentences'),
  prior_samples: priorSampleMetricsSchema,
})
export type TextEvaluation = z.infer<typeof textEvaluationSchema>

/** Metrics of a path between two sentences, then those of samples of the prior. */
export const PATH_METRICS = ['rouge_l', 'bleu', 'self_bleu', 'distinct'] as const
export const SAMPLE_METRICS = ['precision', 'recall', 'f'] as const
export type TextMetricId = (typeof PATH_METRICS)[number] | (typeof SAMPLE_METRICS)[number]

/** What each is, how it is estimated and where its interval comes from: for them what METRICS is for the metrics of a split. */
export const TEXT_METRICS: Readonly<Record<TextMetricId, { label: string; meaning: string; estimator: string; uncertainty: string }>> =
  say.textMetrics
