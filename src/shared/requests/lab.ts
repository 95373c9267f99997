import { z } from 'zod'
import { engineStatusSchema } from '../engine'
import { jobSchema } from '../job'
import { parityReportSchema } from '../verify'
import { done, id, nothing, type RequestSchemas } from './parameters'

/** The lab as a whole: its engines, its self-test and the jobs under way. */
export const LAB_REQUESTS = {
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
  'jobs.list': { params: nothing, result: z.array(jobSchema) },
  'jobs.cancel': { params: id, result: done },
} as const satisfies RequestSchemas
