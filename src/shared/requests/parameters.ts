import { z } from 'zod'

/** Parameters and answers that many requests have. */
export const id = z.strictObject({ id: z.string() })
export const nothing = z.strictObject({})
export const done = z.null()

/** Requests by name: what each asks for and answers, checked on both sides. */
export type RequestSchemas = Record<string, { params: z.ZodType; result: z.ZodType }>
