import { z } from 'zod'

export const engineStatusSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  version: z.string().nullable(),
  device: z.string(),
  available: z.boolean(),
  /** Why it is unavailable, or what is worth knowing of it, in a sentence. */
  note: z.string().nullable(),
})
export type EngineStatus = z.infer<typeof engineStatusSchema>
