import { z } from 'zod'

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
