import { z } from 'zod'
import { dimensionsSchema } from '../dimensions'
import { estimateSchema } from '../estimate'
import { experimentSchema } from '../experiment'
import { METRIC_IDS } from '../metrics'
import { tagsSchema } from '../queue'
import { runSchema, seriesIdSchema, seriesSchema } from '../run'
import { nothing, type RequestSchemas } from './parameters'

/** Runs as they are listed, planned, begun and followed. */
export const RUNS_REQUESTS = {
  'runs.list': { params: nothing, result: z.array(runSchema) },
  'runs.start': { params: experimentSchema, result: z.array(runSchema) },
  /** Time, memory and disk of what 'runs.start' would begin with the same parameters. */
  'runs.estimate': { params: experimentSchema, result: estimateSchema },
  'runs.series': { params: z.strictObject({ id: z.string(), series: seriesIdSchema }), result: seriesSchema },
  /**
   * One series of many runs, in the order asked for; runs that are not there are left out. With `points` a longer series is thinned to at
   * most so many, by keeping the least and the greatest of each metric within equal stretches, and both ends.
   */
  'runs.series-of': {
    params: z.strictObject({
      ids: z.array(z.string()).max(1000),
      series: seriesIdSchema,
      metrics: z.array(z.enum(METRIC_IDS)).min(1).optional().describe('Without it all'),
      points: z.int().min(4).max(100_000).optional(),
    }),
    result: z.array(z.strictObject({ id: z.string(), points: seriesSchema })),
  },
  /** The aggregated posterior by dimension after an epoch, the last one where none is named. */
  'runs.dimensions': { params: z.strictObject({ id: z.string(), epoch: z.int().min(1).optional() }), result: dimensionsSchema },
  /** Blanks around a tag and repetitions are dropped. */
  'runs.tag': { params: z.strictObject({ id: z.string(), tags: tagsSchema }), result: runSchema },
} as const satisfies RequestSchemas
