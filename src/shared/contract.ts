import { z } from 'zod'
import {
  corpusSchema,
  corpusSourceSchema,
  foundSentencesSchema,
  importOptionsSchema,
  previewSchema,
  sampleSchema,
  sentenceQuerySchema,
  sentenceSchema,
  splitSchema,
} from './corpus'
import { decodingSchema, interpolationSchema, pathSchema } from './decoding'
import { dimensionsSchema } from './dimensions'
import { engineStatusSchema } from './engine'
import type { HostEvent, HostMessage } from './host'
import { estimateSchema } from './estimate'
import { healthRulesSchema } from './health'
import { dimensionPairSchema, figureColumnSchema } from './latent'
import { METRIC_IDS } from './metrics'
import { choiceReportSchema, objectiveChoiceSchema, objectiveDescriptorSchema } from './objective'
import { queueSchema, tagsSchema } from './queue'
import { runSchema, seriesIdSchema, seriesSchema } from './run'
import { PRESET_IDS, settingsSchema } from './settings'
import { parityReportSchema } from './verify'

const id = z.strictObject({ id: z.string() })
const nothing = z.strictObject({})
const done = z.null()

/** A long work that is not a run: an import, an evaluation. */
export const jobSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['import', 'evaluate', 'describe', 'verify']),
  title: z.string(),
  state: z.enum(['running', 'finished', 'cancelled', 'failed']),
  /** 0…1, or null while the size is unknown. */
  share: z.number().nullable(),
  /** What is being done, or the sentence of the failure. */
  message: z.string(),
  /** Corpus or run id that came of it. */
  result: z.string().nullable(),
})
export type Job = z.infer<typeof jobSchema>

const pairOfTexts = z.strictObject({
  label: z.string().nullable(),
  source: z.string(),
  decoded: z.string(),
  unknown: z.array(z.string()).optional().describe('Of a given sentence the words that the corpus does not know, which became <unk>'),
})

/** An experiment: one run for each objective and seed. */
export const experimentSchema = z.strictObject({
  corpus: z.string(),
  objectives: z.array(objectiveChoiceSchema).min(1).max(50),
  preset: z.enum(PRESET_IDS),
  settings: settingsSchema.partial().default({}),
  seeds: z
    .array(
      z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
    )
    .min(1)
    .max(50),
  engine: z.string().default('onnx'),
  race: z
    .boolean()
    .default(false)
    .describe('Objectives of one seed race: from the same weights, on the same batches and noise, in lock-step'),
})
export type Experiment = z.input<typeof experimentSchema>

/** Every request of every door: parameters and answer, checked on both sides. */
export const REQUESTS = {
  'lab.info': {
    params: nothing,
    result: z.strictObject({
      version: z.string(),
      home: z.string(),
      node: z.string(),
      platform: z.string(),
      cores: z.int(),
      memory_bytes: z.number(),
      engines: z.array(engineStatusSchema),
    }),
  },
  /** Runs an engine's self-test anew, in a process of its own; answers every engine with its state after it. */
  'engines.test': { params: z.strictObject({ id: z.string() }), result: z.array(engineStatusSchema) },
  /** Recomputes the reference figures on the engine in use. */
  'lab.verify': { params: nothing, result: jobSchema },
  /** What the last self-test of this lab found. */
  'lab.parity': { params: nothing, result: parityReportSchema.nullable() },
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
  'jobs.list': { params: nothing, result: z.array(jobSchema) },
  'jobs.cancel': { params: id, result: done },
  'objectives.list': { params: nothing, result: z.array(objectiveDescriptorSchema) },
  /** What a choice would train under a preset; an error sentence where it makes no sense. */
  'objectives.check': {
    params: z.strictObject({
      objective: objectiveChoiceSchema,
      preset: z.enum(PRESET_IDS),
      settings: settingsSchema.partial().default({}),
    }),
    result: choiceReportSchema,
  },
  'runs.list': { params: nothing, result: z.array(runSchema) },
  'runs.start': { params: experimentSchema, result: z.array(runSchema) },
  /** Time, memory and disk of what 'runs.start' would begin with the same parameters. */
  'runs.estimate': { params: experimentSchema, result: estimateSchema },
  /** The aggregated posterior by dimension after an epoch, the last one where none is named. */
  'runs.dimensions': { params: z.strictObject({ id: z.string(), epoch: z.int().min(1).optional() }), result: dimensionsSchema },
  'health.get': { params: nothing, result: healthRulesSchema },
  'health.set': { params: healthRulesSchema, result: healthRulesSchema },
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
  /** A run of another Plenum process on the data folder is paused, resumed or stopped by that process, within a second or two. */
  'runs.pause': { params: id, result: done },
  'runs.resume': { params: id, result: done },
  'runs.stop': { params: id, result: done },
  /** A new order of waiting runs. Those not named keep their order, behind the named ones; a run that waits no more is passed over. */
  'runs.order': { params: z.strictObject({ ids: z.array(z.string()).max(10_000) }), result: done },
  /**
   * So many epochs more for a run that finished, ended early or was stopped, from its last checkpoint: to the bit the run that had been
   * asked for the sum at first, as no schedule looks at the number of epochs. One whose decays were used up is allowed as many more, and
   * is then the run with that larger max_decays.
   */
  'runs.continue': { params: z.strictObject({ id: z.string(), epochs: z.int().min(1).max(1000) }), result: runSchema },
  /** The same run queued anew, with its own seed or another; outside of any race. */
  'runs.duplicate': {
    params: z.strictObject({
      id: z.string(),
      seed: z
        .int()
        .min(0)
        .max(2 ** 31 - 1)
        .optional(),
    }),
    result: runSchema,
  },
  /** Blanks around a tag and repetitions are dropped. */
  'runs.tag': { params: z.strictObject({ id: z.string(), tags: tagsSchema }), result: runSchema },
  /** Puts a run into the bin, from where it can be restored for BIN_DAYS; a waiting one is taken off the queue, one in training refused. */
  'runs.delete': { params: id, result: done },
  'runs.restore': { params: id, result: runSchema },
  /** Deletes a run and its files for good, from the bin or outside of it. */
  'runs.erase': { params: id, result: done },
  /** The runs in the bin, last deleted first. */
  'runs.bin': { params: nothing, result: z.array(runSchema) },
  'queue.get': { params: nothing, result: queueSchema },
  /** Looks again whether the data folder can be written; if so the queue goes on with the runs that it had paused. */
  'queue.release': { params: nothing, result: queueSchema },
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
} as const satisfies Record<string, { params: z.ZodType; result: z.ZodType }>

export type Method = keyof typeof REQUESTS
export type Params<M extends Method> = z.input<(typeof REQUESTS)[M]['params']>
export type ParsedParams<M extends Method> = z.output<(typeof REQUESTS)[M]['params']>
export type Result<M extends Method> = z.output<(typeof REQUESTS)[M]['result']>

/** What the lab says unasked. Records are whole: a listener replaces what it had under the same id. */
export const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('run'), run: runSchema }),
  z.strictObject({ type: z.literal('run.removed'), id: z.string() }),
  /** A new order of the queue, or a new reason that it is held. */
  z.strictObject({ type: z.literal('queue'), queue: queueSchema }),
  /** New points of a series, to be appended. `restart_at`: points at or after this step were withdrawn (resume). */
  z.strictObject({
    type: z.literal('points'),
    id: z.string(),
    series: seriesIdSchema,
    restart_at: z.number().nullable(),
    points: seriesSchema,
  }),
  z.strictObject({ type: z.literal('corpus'), corpus: corpusSchema }),
  z.strictObject({ type: z.literal('corpus.removed'), id: z.string() }),
  z.strictObject({ type: z.literal('job'), job: jobSchema }),
  z.strictObject({ type: z.literal('health'), rules: healthRulesSchema }),
])
export type LabEvent = z.infer<typeof eventSchema>

/** Wire messages, the same over IPC and WebSocket. Answers and events of one client travel on one ordered channel. */
export const requestMessageSchema = z.strictObject({ id: z.int(), method: z.string(), params: z.unknown() })
export type RequestMessage = z.infer<typeof requestMessageSchema>
export type ResponseMessage =
  { id: number; result: unknown } | { id: number; error: { code: LabErrorCode; message: string } } | { event: LabEvent }

/** `bad_request`: the parameters do not fit; `not_found`; `refused`: understood but not possible now; `failed`: a fault of ours. */
export type LabErrorCode = 'bad_request' | 'not_found' | 'refused' | 'failed'

/** An error whose message is a sentence for the user. */
export class LabError extends Error {
  constructor(
    readonly code: LabErrorCode,
    message: string,
  ) {
    super(message)
    this.name = 'LabError'
  }
}

/** What the window needs of its door; preload and the server's page each provide one. */
export interface Bridge {
  readonly door: 'desktop' | 'server'
  /** Sends a wire message to the lab. */
  send(message: RequestMessage): void
  /** Receives every wire message of the lab; returns the way to stop. */
  receive(listener: (message: ResponseMessage) => void): () => void
  /** Connection changes: `lost` when the lab died or the server is away, `ready` when it is (again) there. */
  onState(listener: (state: 'ready' | 'lost', reason: string | null) => void): () => void
  /** Makes dropped or chosen files readable for the lab; answers their paths there (a dropped folder is one path on the desktop). */
  placeFiles(files: File[]): Promise<string[]>
  /** Tells the surroundings of the window something; what they cannot do they leave. */
  tellHost(message: HostMessage): void
  /** Hears what the surroundings want of the window; what came before the first listener is told to it. Returns the way to stop. */
  onHost(listener: (event: HostEvent) => void): () => void
}
