import { z } from 'zod'

/** The runs that wait for their turn in the lab asked, and what keeps them from it. Each lab of a data folder has a queue of its own. */
export const queueSchema = z.strictObject({
  held: z
    .string()
    .nullable()
    .describe(
      'Why nothing starts and what was training is paused, in a sentence with the remedy (a full disk, a read-only folder); else null',
    ),
  memory: z
    .strictObject({
      sentence: z.string(),
      waits: z.boolean().describe('The next run waits for memory though a place is free; otherwise little is left to those in training'),
    })
    .nullable()
    .describe('What memory keeps from going on, or may end, with what helps; null while there is enough'),
  waiting: z.array(z.string()).describe('Ids of the waiting runs in the order in which they will start'),
})
export type Queue = z.infer<typeof queueSchema>

/** Days that a deleted run rests in the bin before its files go. */
export const BIN_DAYS = 30

/** Tags of one run, and letters of one tag, at most. */
export const TAGS = { most: 20, length: 40 } as const

export const tagsSchema = z.array(z.string().max(TAGS.length)).max(TAGS.most)
