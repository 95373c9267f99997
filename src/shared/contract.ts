import { z } from 'zod'
import { corpusSchema } from './corpus'
import { healthRulesSchema } from './health'
import type { HostEvent, HostMessage } from './host'
import { jobSchema } from './job'
import { queueSchema } from './queue'
import { CORPORA_REQUESTS } from './requests/corpora'
import { HEALTH_REQUESTS } from './requests/health'
import { LAB_REQUESTS } from './requests/lab'
import { OBJECTIVES_REQUESTS } from './requests/objectives'
import type { RequestSchemas } from './requests/parameters'
import { QUEUE_REQUESTS } from './requests/queue'
import { RUNS_REQUESTS } from './requests/runs'
import { TRAINED_REQUESTS } from './requests/trained'
import { runSchema, seriesIdSchema, seriesSchema } from './run'

/** Every request of every door: parameters and answer, checked on both sides. */
export const REQUESTS = {
  ...LAB_REQUESTS,
  ...CORPORA_REQUESTS,
  ...OBJECTIVES_REQUESTS,
  ...HEALTH_REQUESTS,
  ...RUNS_REQUESTS,
  ...QUEUE_REQUESTS,
  ...TRAINED_REQUESTS,
} as const satisfies RequestSchemas

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

/** `lost` when the lab died or the server is away, with the reason where one is known; `ready` when it is (again) there. */
export type LabState = [state: 'ready' | 'lost', reason: string | null]

/** What the window needs of its door; preload and the server's page each provide one. */
export interface Bridge {
  readonly door: 'desktop' | 'server'
  /** Sends a wire message to the lab. */
  send(message: RequestMessage): void
  /** Receives every wire message of the lab; returns the way to stop. */
  receive(listener: (message: ResponseMessage) => void): () => void
  /** Connection changes, and at once what was told last. Returns the way to stop. */
  onState(listener: (...state: LabState) => void): () => void
  /** Makes dropped or chosen files readable for the lab; answers their paths there (a dropped folder is one path on the desktop). */
  placeFiles(files: File[]): Promise<string[]>
  /** Tells the surroundings of the window something; what they cannot do they leave. */
  tellHost(message: HostMessage): void
  /** Hears what the surroundings want of the window; what came before the first listener is told to it. Returns the way to stop. */
  onHost(listener: (event: HostEvent) => void): () => void
}
