import { z } from 'zod'
import { say } from '../texts/shared'

/** How a file is laid out: a sentence a line, a table of columns, an object a line, or a Parquet file. */
const LAYOUTS = ['lines', 'table', 'jsonl', 'parquet'] as const
export const layoutSchema = z.enum(LAYOUTS)

/** What may stand between the columns of a table. */
export const DELIMITERS = { comma: ',', tab: '\t', semicolon: ';', pipe: '|' } as const
export const DELIMITER_IDS = ['comma', 'tab', 'semicolon', 'pipe'] as const
export type DelimiterId = (typeof DELIMITER_IDS)[number]

/** Encodings that can be chosen. Latin-1 means windows-1252, its common superset. */
export const ENCODINGS = ['UTF-8', 'UTF-16LE', 'UTF-16BE', 'Latin-1'] as const

const column = (what: 'sentences' | 'labels' | 'splits') => z.string().max(200).describe(say.importing.column(what))

/** How a file is read. */
const READING = {
  labelled: z.enum(['auto', 'yes', 'no']).describe(say.importing.labelled),
  layout: z.enum(['auto', 'lines', 'table', 'jsonl']).describe(say.importing.layout),
  encoding: z.enum(['auto', ...ENCODINGS]).describe(say.importing.encoding),
  delimiter: z.enum(['auto', ...DELIMITER_IDS]).describe(say.importing.delimiter),
  quotes: z.enum(['auto', 'yes', 'no']).describe(say.importing.quotes),
  header: z.enum(['auto', 'yes', 'no']).describe(say.importing.header),
  text_column: column('sentences'),
  label_column: column('labels'),
  splits: z.enum(['auto', 'no']).describe(say.importing.splits),
  split_column: column('splits'),
} as const

/** What holds for a single file of an import instead of what holds for all. `split`: none leaves the file out. */
export const fileOptionsSchema = z.strictObject({
  ...READING,
  split: z.enum(['train', 'valid', 'test', 'none']).describe(say.importing.split),
})
export type FileOptions = Partial<z.infer<typeof fileOptionsSchema>>

export const importOptionsSchema = z.strictObject({
  lower_case: z.boolean().default(false).describe(say.importing.lower_case),
  tokeniser: z.enum(['whitespace', 'words']).default('whitespace').describe(say.importing.tokeniser),
  max_length: z.int().min(1).max(10_000).default(200).describe(say.importing.max_length),
  max_vocabulary: z.int().min(0).max(10_000_000).default(0).describe(say.importing.max_vocabulary),
  min_count: z.int().min(1).max(1_000_000).default(1).describe(say.importing.min_count),
  valid_share: z.number().min(0.001).max(0.4).default(0.1).describe(say.importing.valid_share),
  test_share: z.number().min(0.001).max(0.4).default(0.1).describe(say.importing.test_share),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(783435)
    .describe(say.importing.seed),
  labelled: READING.labelled.default('auto'),
  layout: READING.layout.default('auto'),
  encoding: READING.encoding.default('auto'),
  delimiter: READING.delimiter.default('auto'),
  quotes: READING.quotes.default('auto'),
  header: READING.header.default('auto'),
  text_column: READING.text_column.default(''),
  label_column: READING.label_column.default(''),
  splits: READING.splits.default('auto'),
  split_column: READING.split_column.default(''),
  bad_lines: z.enum(['refuse', 'leave-out']).default('refuse').describe(say.importing.bad_lines),
  files: z.record(z.string(), fileOptionsSchema.partial()).default({}).describe(say.importing.files),
})
export type ImportOptions = z.infer<typeof importOptionsSchema>
