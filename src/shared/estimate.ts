import { z } from 'zod'

/** What an experiment will take before it is started. */
export const estimateSchema = z.strictObject({
  runs: z
    .array(
      z.strictObject({
        seconds: z.number().describe('Training, validation and the final evaluation of this run, while it trains beside the others'),
        memory_bytes: z.number().describe('Largest resident memory of its process'),
        disk_bytes: z.number().describe('Checkpoints, pictures and points at its end'),
      }),
    )
    .describe('In the order in which the runs would be queued'),
  seconds: z.number().describe("Until the last has ended, with the queue's places and nothing else in it"),
  finish_seconds: z.number().describe('From now until the last has ended, behind what trains and waits in this queue'),
  ahead: z
    .strictObject({
      training: z.int(),
      waiting: z.int(),
      unknown: z.int().describe('Runs of these of which it is not known how long they take; it will then be later'),
    })
    .describe('Runs in the queue before these'),
  memory_bytes: z.number().describe('Of all that train at once'),
  disk_bytes: z.number(),
  basis: z.string().describe('What it rests on, in a sentence'),
})
export type Estimate = z.infer<typeof estimateSchema>
