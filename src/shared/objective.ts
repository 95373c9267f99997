import { z } from 'zod'

/** A parameter of an objective: its key is the reference's flag name where one exists. */
export const objectiveParameterSchema = z.strictObject({
  key: z.string(),
  label: z.string(),
  description: z.string(),
  min: z.number(),
  max: z.number(),
  integer: z.boolean(),
  default: z.number(),
  paper: z.array(z.number()).describe('The values of the paper'),
})

export const objectiveDescriptorSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  formula: z.string().describe('TeX; rec stands for the reconstruction, the KL weight is left out'),
  citation: z.string(),
  summary: z.string(),
  good_at: z.string(),
  bad_at: z.string(),
  parameters: z.array(objectiveParameterSchema),
})
export type ObjectiveDescriptor = z.infer<typeof objectiveDescriptorSchema>
export type ObjectiveParameter = z.infer<typeof objectiveParameterSchema>

/** An objective chosen for a run, with its parameters by key. */
export const objectiveChoiceSchema = z.strictObject({ id: z.string(), parameters: z.record(z.string(), z.number()).default({}) })
export type ObjectiveChoice = z.infer<typeof objectiveChoiceSchema>
