import { z } from 'zod'
import { say } from '../texts/shared'

/** How words are chosen from the decoder's probabilities. What a method does not use is ignored. */
export const decodingSchema = z.strictObject({
  method: z.enum(['greedy', 'beam', 'sample']).default('greedy').describe(say.decoding.method),
  beam: z.int().min(1).max(50).default(5).describe(say.decoding.beam),
  temperature: z.number().min(0.05).max(5).default(1).describe(say.decoding.temperature),
  top_p: z.number().min(0.01).max(1).default(1).describe(say.decoding.top_p),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1)
    .describe(say.decoding.seed),
})
export type Decoding = z.infer<typeof decodingSchema>

/** `line`: straight between two codes; `circle`: along the great circle, directions and lengths mixed apart. */
export const pathSchema = z.enum(['line', 'circle'])
export type Path = z.infer<typeof pathSchema>

/** What lies between two sentences. */
export const interpolationSchema = z.strictObject({
  path: pathSchema,
  points: z.array(
    z.strictObject({
      t: z.number().describe('0 at the first sentence, 1 at the second'),
      sentence: z.string(),
      rouge_first: z.number().describe('ROUGE-L F against the first sentence, 0…1'),
      rouge_second: z.number().describe('ROUGE-L F against the second sentence, 0…1'),
    }),
  ),
  /** Words of the two sentences that the corpus does not know, which became <unk>. */
  unknown: z.array(z.string()),
})
export type Interpolation = z.infer<typeof interpolationSchema>
