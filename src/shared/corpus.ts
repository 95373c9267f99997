import { z } from 'zod'

export const SPLITS = ['train', 'valid', 'test'] as const
export const splitSchema = z.enum(SPLITS)
export type Split = z.infer<typeof splitSchema>

export const SAMPLE_IDS = ['glosses', 'grammar'] as const
export const sampleIdSchema = z.enum(SAMPLE_IDS)

/** How a file is laid out: a sentence a line, a table of columns, an object a line, or a Parquet file. */
export const LAYOUTS = ['lines', 'table', 'jsonl', 'parquet'] as const
export const layoutSchema = z.enum(LAYOUTS)
export type LayoutKind = z.infer<typeof layoutSchema>

/** What may stand between the columns of a table. */
export const DELIMITERS = { comma: ',', tab: '\t', semicolon: ';', pipe: '|' } as const
export const DELIMITER_IDS = ['comma', 'tab', 'semicolon', 'pipe'] as const
export type DelimiterId = (typeof DELIMITER_IDS)[number]

/** Encodings that can be chosen. Latin-1 means windows-1252, its common superset. */
export const ENCODINGS = ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'Latin-1'] as const

export const importOptionsSchema = z.strictObject({
  lower_case: z.boolean().default(false).describe('Lower-case every word'),
  tokeniser: z
    .enum(['whitespace', 'words'])
    .default('whitespace')
    .describe('whitespace: words are what blanks separate; words: punctuation marks become words of their own'),
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
  labelled: z.enum(['auto', 'yes', 'no']).default('auto').describe('Whether sentences have labels'),
  layout: z
    .enum(['auto', 'lines', 'table', 'jsonl'])
    .default('auto')
    .describe('lines: a sentence a line, or label<TAB>sentence; table: CSV or TSV; jsonl: an object a line'),
  encoding: z
    .enum(['auto', ...ENCODINGS])
    .default('auto')
    .describe('Encoding of the text'),
  delimiter: z
    .enum(['auto', ...DELIMITER_IDS])
    .default('auto')
    .describe('What separates the columns of a table'),
  quotes: z.enum(['auto', 'yes', 'no']).default('auto').describe('Whether a cell of a table may stand in double quotes'),
  header: z.enum(['auto', 'yes', 'no']).default('auto').describe('Whether the first row of a table names its columns'),
  text_column: z
    .string()
    .max(200)
    .default('')
    .describe('Column or field of the sentences: its name, or its number from 1; empty: found by itself'),
  label_column: z
    .string()
    .max(200)
    .default('')
    .describe('Column or field of the labels: its name, or its number from 1; empty: found by itself'),
  bad_lines: z
    .enum(['refuse', 'leave-out'])
    .default('refuse')
    .describe('A line that cannot be read stops the import, or is left out and counted'),
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
      compressed: z.boolean().describe('By gzip'),
      encoding: z.string(),
      layout: layoutSchema,
      labelled: z.boolean(),
      delimiter: z.enum(DELIMITER_IDS).nullable().describe('Of a table; null elsewhere'),
      quotes: z.boolean().nullable(),
      header: z.boolean().nullable(),
      columns: z.array(z.string()).describe('Names of the columns or fields; their numbers where a table has no header; empty for lines'),
      text_column: z.string().nullable(),
      label_column: z.string().nullable(),
      head: z
        .array(
          z.strictObject({
            line: z.int(),
            label: z.string().nullable(),
            text: z.string().describe('The sentence as it would be imported, or what was read where it would not'),
            kept: z.boolean().describe('Whether it would be imported'),
            cells: z.array(z.string()).describe('One for each column'),
          }),
        )
        .max(20),
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

const perSplit = <T extends z.ZodType>(schema: T) => z.strictObject({ train: schema, valid: schema, test: schema })

/**
 * What is computed of a corpus beside its sizes. Two sentences are the same where their words are, after lower-casing and
 * tokenising; they are told apart by 64-bit hashes (two different ones of ten million are taken for the same with probability 3·10⁻⁶).
 */
export const corpusStatisticsSchema = z.strictObject({
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
