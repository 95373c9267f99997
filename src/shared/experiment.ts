import { z } from 'zod'
import { objectiveChoiceSchema } from './objective'
import { PRESET_IDS, settingsSchema } from './settings'

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
