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
  seconds: z.number().describe("Until the last has ended, with the queue's places"),
  memory_bytes: z.number().describe('Of all that train at once'),
  disk_bytes: z.number(),
  basis: z.string().describe('What it rests on, in a sentence'),
})
export type Estimate = z.infer<typeof estimateSchema>
