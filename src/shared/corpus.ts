import { z } from 'zod'

export const SPLITS = ['train', 'valid', 'test'] as const
export const splitSchema = z.enum(SPLITS)
export type Split = z.infer<typeof splitSchema>

export const SAMPLE_IDS = ['glosses', 'grammar'] as const
export const sampleIdSchema = z.enum(SAMPLE_IDS)

export const importOptionsSchema = z.strictObject({
  lower_case: z.boolean().default(false).describe('Lower-case every word'),
  max_length: z.int().min(1).max(10_000).default(200).describe('Longer sentences (in words) are left out and counted'),
  max_vocabulary: z.int().min(0).max(10_000_000).default(0).describe('Keep only the most frequent words; 0: all'),
  min_count: z.int().min(1).max(1_000_000).default(1).describe('Words rarer than this become <unk>'),
  valid_share: z.number().min(0.001).max(0.4).default(0.1).describe('Share cut for validation where no file is given'),
  test_share: z.number().min(0.001).max(0.4).default(0.1).describe('Share cut for testing where no file is given'),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(783435)
    .describe('Seed of the cut'),
  labelled: z.enum(['auto', 'yes', 'no']).default('auto').describe('Whether lines are label<TAB>text'),
})
export type ImportOptions = z.infer<typeof importOptionsSchema>

/** What an import reads: files or one folder on the lab's machine, or a built-in sample. */
export const corpusSourceSchema = z.union([
  z.strictObject({ paths: z.array(z.string().min(1)).min(1).max(1000) }),
  z.strictObject({ sample: sampleIdSchema }),
])
export type CorpusSource = z.infer<typeof corpusSourceSchema>

/** A sentence about the input: `problem` prevents the import, `notice` states a default that was taken. */
export const remarkSchema = z.strictObject({
  kind: z.enum(['problem', 'notice']),
  file: z.string().nullable(),
  line: z.int().nullable(),
  message: z.string(),
})
export type Remark = z.infer<typeof remarkSchema>

export const previewSchema = z.strictObject({
  name: z.string(),
  files: z.array(
    z.strictObject({
      path: z.string(),
      split: splitSchema.nullable().describe('null: to be cut by seed'),
      bytes: z.number(),
      encoding: z.string(),
      labelled: z.boolean(),
      head: z.array(z.strictObject({ line: z.int(), label: z.string().nullable(), text: z.string() })).max(20),
    }),
  ),
  remarks: z.array(remarkSchema),
})
export type Preview = z.infer<typeof previewSchema>

export const splitStatisticsSchema = z.strictObject({
  sentences: z.int(),
  tokens: z.int().describe('Words, without <s> and </s>'),
  unknown_tokens: z.int(),
  longest: z.int().describe('Words of the longest sentence'),
  lengths: z.array(z.int()).describe('lengths[n] = sentences of n words'),
  labels: z.array(z.int()).describe('Sentences a label, in the order of the corpus labels; empty when unlabelled'),
})

export const corpusSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  created_at: z.number().describe('ms since 1970'),
  origin: z.string().describe('Path or sample name it came from'),
  hash: z.string().describe('SHA-256 of the stored splits'),
  options: importOptionsSchema,
  vocabulary_size: z.int().describe('With the four special symbols'),
  labels: z.array(z.string()),
  splits: z.strictObject({ train: splitStatisticsSchema, valid: splitStatisticsSchema, test: splitStatisticsSchema }),
  remarks: z.array(remarkSchema),
})
export type CorpusRecord = z.infer<typeof corpusSchema>

export const sampleSchema = z.strictObject({
  id: sampleIdSchema,
  name: z.string(),
  description: z.string(),
  sentences: z.int(),
  licence: z.string(),
})
export type SampleCorpus = z.infer<typeof sampleSchema>

export const sentenceSchema = z.strictObject({ index: z.int(), label: z.string().nullable(), text: z.string() })
