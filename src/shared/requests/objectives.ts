import { z } from 'zod'
import { choiceReportSchema, objectiveChoiceSchema, objectiveDescriptorSchema } from '../objective'
import { PRESET_IDS, settingsSchema } from '../settings'
import { nothing, type RequestSchemas } from './parameters'

/** Objectives and what joins them. */
export const OBJECTIVES_REQUESTS = {
  'objectives.list': { params: nothing, result: z.array(objectiveDescriptorSchema) },
  /** What a choice would train under a preset; an error sentence where it makes no sense. */
  'objectives.check': {
    params: z.strictObject({
      objective: objectiveChoiceSchema,
      preset: z.enum(PRESET_IDS),
      settings: settingsSchema.partial().default({}),
    }),
    result: choiceReportSchema,
  },
} as const satisfies RequestSchemas
