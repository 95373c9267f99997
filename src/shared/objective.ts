import { z } from 'zod'

/** A parameter of an objective: its key is the reference's flag name where one exists. */
const objectiveParameterSchema = z.strictObject({
  key: z.string(),
  label: z.string(),
  description: z.string(),
  min: z.number(),
  max: z.number(),
  integer: z.boolean(),
  default: z.number(),
  paper: z.array(z.number()).describe('The values of the paper'),
})

/** `objective`: a loss; `modifier`: a change of the decoder; `schedule`: a change of the KL weight over time. The latter two join any objective. */
const METHOD_KINDS = ['objective', 'modifier', 'schedule'] as const

/** An objective, or what joins one: a decoder modifier or a schedule. Named alone, those two stand for the VAE with them. */
export const objectiveDescriptorSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(METHOD_KINDS),
  title: z.string(),
  formula: z.string().describe('TeX; rec stands for the reconstruction, the KL weight is left out'),
  citation: z.string(),
  summary: z.string(),
  good_at: z.string(),
  bad_at: z.string(),
  floor: z.string().nullable().describe('TeX: the value below which its KL cannot fall, or its constant; null where there is none'),
  constant: z.literal(true).optional().describe('Its KL stays at the floor'),
  parameters: z.array(objectiveParameterSchema),
})
export type ObjectiveDescriptor = z.infer<typeof objectiveDescriptorSchema>
export type ObjectiveParameter = z.infer<typeof objectiveParameterSchema>

const parametersSchema = z.record(z.string(), z.number()).default({})

/** An objective chosen for a run, with its parameters by key and the modifiers and schedules that join it, by id with theirs. */
export const objectiveChoiceSchema = z.strictObject({
  id: z.string(),
  parameters: parametersSchema,
  modifiers: z.record(z.string(), z.record(z.string(), z.number())).default({}),
})
export type ObjectiveChoice = z.infer<typeof objectiveChoiceSchema>

/** A choice as one text: equal for equal methods, whatever the order of its keys. */
export function methodKey({ id, parameters, modifiers }: ObjectiveChoice): string {
  const sorted = (record: Readonly<Record<string, number>>) =>
    Object.keys(record)
      .sort()
      .map((key) => `${key}=${record[key]}`)
  const joined = Object.keys(modifiers)
    .sort()
    .map((key) => `${key}(${sorted(modifiers[key]).join(',')})`)
  return [`${id}(${sorted(parameters).join(',')})`, ...joined].join('+')
}

/** What the lab says of a choice before it is trained. */
export const choiceReportSchema = z.strictObject({
  choice: objectiveChoiceSchema.describe('With every default filled in'),
  name: z.string().describe('Name of its runs'),
  floor: z.number().nullable().describe('Nats below which its KL cannot fall (or at which it stays), where there is such'),
  notices: z.array(z.string()).describe('What is worth knowing of this choice with these settings, in sentences'),
})
export type ChoiceReport = z.infer<typeof choiceReportSchema>
