import { z } from 'zod'
import { importOptionsSchema } from './import-options'

export const SPLITS = ['train', 'valid', 'test'] as const
export const splitSchema = z.enum(SPLITS)
export type Split = z.infer<typeof splitSchema>

export const SAMPLE_IDS = ['glosses', 'grammar'] as const
const sampleIdSchema = z.enum(SAMPLE_IDS)

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

const splitStatisticsSchema = z.strictObject({
  sentences: z.int(),
  tokens: z.int().describe('Words, without <s> and </s>'),
  unknown_tokens: z.int(),
  longest: z.int().describe('Words of the longest sentence'),
  lengths: z.array(z.int()).describe('lengths[n] = sentences of n words'),
  labels: z.array(z.int()).describe('Sentences a label, in the order of the corpus labels; empty when unlabelled'),
})

const perSplit = <T extends z.ZodType>(schema: T) => z.strictObject({ train: schema, valid: schema, test: schema })

/**
 * What is computed of a corpus beside its sizes. Two sentences are the same where their words are, after lower-casing and
 * tokenising; they are told apart by 64-bit hashes (two different ones of ten million are taken for the same with probability 3·10⁻⁶).
 */
const corpusStatisticsSchema = z.strictObject({
  different_words: z.int().describe('Different words of the training split, those outside the vocabulary included where they are known'),
  words_once: z.int().describe('Of these, the ones that occur once'),
  coverage: z
    .strictObject({ words: z.array(z.int()), splits: perSplit(z.array(z.number())) })
    .describe('splits[s][i]: share of the words of split s that are among the words[i] most frequent words of the training split'),
  distinct: perSplit(z.int()).describe('Different sentences of each split'),
  repeated: perSplit(z.int()).describe('Different sentences that occur more than once in the split'),
  leaks: z
    .strictObject({ valid_train: z.int(), test_train: z.int(), test_valid: z.int() })
    .describe('a_b: sentences of split a that also stand in split b'),
  conflicts: z.int().describe('Different sentences that occur with more than one label, over all splits'),
  conflicting: perSplit(z.int())
    .nullable()
    .default(null)
    .describe(
      'Sentences of each split that occur with more than one label, there or in another; null: computed by a version that did not count them',
    ),
})
export type CorpusStatistics = z.infer<typeof corpusStatisticsSchema>

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
  statistics: corpusStatisticsSchema.nullable().default(null).describe('null: imported by a version that did not compute them'),
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

/** What the sentences of a split are searched for; all conditions must hold. */
export const sentenceQuerySchema = z.strictObject({
  split: splitSchema,
  text: z.string().max(1000).default('').describe('Part of the sentence; blanks inside it count as one'),
  match_case: z.boolean().default(false),
  whole_words: z.boolean().default(false),
  label: z.string().nullable().default(null),
  shortest: z.int().min(0).max(10_000).default(0).describe('Words'),
  longest: z.int().min(0).max(10_000).default(10_000).describe('Words'),
  unknown: z.boolean().default(false).describe('Only sentences with a word outside the vocabulary'),
  repeats: z
    .enum(['split', ...SPLITS, 'conflict'])
    .nullable()
    .default(null)
    .describe(
      'split: occurs more than once in this split, each listed once, the most frequent first; train, valid, test: stands there too; conflict: occurs with different labels',
    ),
})
export type SentenceQuery = z.output<typeof sentenceQuerySchema>

/** A page of what a search has found so far. */
export const foundSentencesSchema = z.strictObject({
  total: z.int().describe('Sentences found so far'),
  scanned: z.int().describe('Sentences looked at'),
  complete: z.boolean().describe('Whether all were looked at; ask again to go on'),
  rows: z.array(
    z.strictObject({
      index: z.int(),
      label: z.string().nullable(),
      text: z.string(),
      unknown: z.array(z.int()).describe('Places of the words that are outside the vocabulary, from 0 on'),
      times: z.int().nullable().describe('How often the split holds this very sentence; null: not computed'),
      also: z.array(splitSchema).describe('Other splits that hold it'),
    }),
  ),
})
export type FoundSentences = z.infer<typeof foundSentencesSchema>
