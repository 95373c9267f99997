import { z } from 'zod'
import { splitSchema } from './corpus'
import { alarmSchema } from './health'
import { METRIC_IDS } from './metrics'
import { gappyColumn, numberColumn } from './number-column'
import { objectiveChoiceSchema } from './objective'
import { PRESET_IDS, settingsSchema } from './settings'
import { textEvaluationSchema } from './text-evaluation'

/** What a run trains: everything needed to reach the same numbers again. */
export const runConfigSchema = z.strictObject({
  corpus: z.string().describe('Corpus id'),
  objective: objectiveChoiceSchema,
  preset: z.enum(PRESET_IDS),
  settings: settingsSchema,
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  engine: z.string().describe('Engine id, for example onnx'),
  race: z
    .string()
    .nullable()
    .default(null)
    .describe('Id shared by the members of a race: same weights, batches and noise, in lock-step; null outside of one'),
})
export type RunConfig = z.infer<typeof runConfigSchema>

/**
 * queued → running → finished | stopped | failed; running ⇄ paused. `interrupted`: its process died or the lab was
 * closed; it resumes from its last epoch. `stopped`: ended by the user with its best checkpoint kept and evaluated. `diverged`: the
 * loss stopped being a number; the last good checkpoint is kept, and going on would only diverge again.
 */
export const RUN_STATES = ['queued', 'running', 'paused', 'interrupted', 'finished', 'stopped', 'failed', 'diverged'] as const
const runStateSchema = z.enum(RUN_STATES)
export type RunState = z.infer<typeof runStateSchema>
/** States in which no process trains or waits. */
export const ENDED_STATES: readonly RunState[] = ['interrupted', 'finished', 'stopped', 'failed', 'diverged']

const metricValuesSchema = z.partialRecord(z.enum(METRIC_IDS), z.number().nullable())
export type MetricValues = z.infer<typeof metricValuesSchema>

/** 95 % bootstrap intervals, [low, high] by metric. */
export const intervalsSchema = z.partialRecord(z.enum(METRIC_IDS), z.tuple([z.number(), z.number()]))
export type Intervals = z.infer<typeof intervalsSchema>

const evaluationSchema = z.strictObject({
  run: z.string(),
  split: splitSchema,
  epoch: z.int().describe('Epoch of the checkpoint evaluated (the best)'),
  sentences: z.int(),
  created_at: z.number(),
  seconds: z.number(),
  values: metricValuesSchema,
  intervals: intervalsSchema,
  text: textEvaluationSchema.nullable().describe('Metrics of decoded sentences; null where they were not asked for'),
})
export type Evaluation = z.infer<typeof evaluationSchema>

export const runSchema = z.strictObject({
  id: z.string(),
  name: z.string().describe('Objective with parameters, for example "DG-VAE |b| = 32"'),
  number: z.int().describe('Counts up over the life of the store; fixes the colour'),
  config: runConfigSchema,
  corpus_name: z.string(),
  state: runStateSchema,
  /** A sentence where the state needs one: why it failed, was interrupted or stopped early. */
  message: z.string().nullable(),
  position: z
    .int()
    .min(1)
    .nullable()
    .describe(
      'Place in the queue, from 1; null unless queued. A later event of the queue tells a newer order, and runs are not told anew for it',
    ),
  tags: z.array(z.string()).describe('Words of the user, without duplicates, in the order given'),
  deleted_at: z.number().nullable().describe('When it was put into the bin, ms since 1970; null outside of it'),
  created_at: z.number(),
  started_at: z.number().nullable(),
  ended_at: z.number().nullable(),
  epoch: z.int().describe('Finished epochs'),
  step: z.int(),
  /** Share of the present epoch, 0…1, and a phase in words while running. */
  progress: z
    .strictObject({
      phase: z.enum(['starting', 'training', 'validating', 'evaluating']),
      share: z.number(),
      seconds_left: z.number().nullable().describe('Until it has ended, its evaluation included'),
      throughput: z
        .strictObject({ sentences: z.number(), tokens: z.number() })
        .nullable()
        .describe(
          'Training sentences, and tokens predicted in them, a second over the last minute of training; null where it does not train',
        ),
    })
    .nullable(),
  best_epoch: z.int().nullable(),
  latest: metricValuesSchema.describe('Last epoch point'),
  evaluations: z.array(evaluationSchema),
  engine_note: z.string().nullable().describe('Device in use and the reason for any fallback'),
  alarms: z.array(alarmSchema).describe('Events of the health rules in the order in which they were raised'),
  notices: z.array(z.string()).describe('What is worth knowing of its objective with its settings, in sentences'),
})
export type Run = z.infer<typeof runSchema>

/**
 * Metric points as columns; index i of every column is one point. `step` points come some times a second from training
 * batches, `epoch` points once an epoch: their `train_*` part is `train`, the validation split's is `valid`.
 */
export const seriesSchema = z.strictObject({
  step: numberColumn(),
  epoch: numberColumn().describe('Fractional within an epoch'),
  seconds: numberColumn().describe('Training time since the start of the run, without pauses'),
  values: z.partialRecord(z.enum(METRIC_IDS), gappyColumn()),
})
export type Series = z.infer<typeof seriesSchema>

/** `batch`: training batches; `train`: means over a training epoch; `valid`: the validation split after an epoch. */
export const SERIES_IDS = ['batch', 'train', 'valid'] as const
export const seriesIdSchema = z.enum(SERIES_IDS)
export type SeriesId = z.infer<typeof seriesIdSchema>
