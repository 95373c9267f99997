import { z } from 'zod'

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

const column = (what: string) =>
  z.string().max(200).describe(`Column or field of the ${what}: its name, or its number from 1; empty: found by itself`)

/** How a file is read. */
const READING = {
  labelled: z.enum(['auto', 'yes', 'no']).describe('Whether sentences have labels'),
  layout: z
    .enum(['auto', 'lines', 'table', 'jsonl'])
    .describe('lines: a sentence a line, or label<TAB>sentence; table: CSV or TSV; jsonl: an object a line'),
  encoding: z.enum(['auto', ...ENCODINGS]).describe('Encoding of the text'),
  delimiter: z.enum(['auto', ...DELIMITER_IDS]).describe('What separates the columns of a table'),
  quotes: z.enum(['auto', 'yes', 'no']).describe('Whether a cell of a table may stand in double quotes'),
  header: z.enum(['auto', 'yes', 'no']).describe('Whether the first row of a table names its columns'),
  text_column: column('sentences'),
  label_column: column('labels'),
  splits: z
    .enum(['auto', 'no'])
    .describe('auto: a column that names the split of each sentence is found by itself; no: the splits are those of the files, or cut'),
  split_column: column('splits'),
} as const

/** What holds for a single file of an import instead of what holds for all. `split`: none leaves the file out. */
export const fileOptionsSchema = z.strictObject({
  ...READING,
  split: z.enum(['train', 'valid', 'test', 'none']).describe('The split that the file is, whatever its name says; none: it is left out'),
})
export type FileOptions = Partial<z.infer<typeof fileOptionsSchema>>

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
  bad_lines: z
    .enum(['refuse', 'leave-out'])
    .default('refuse')
    .describe('A line that cannot be read stops the import, or is left out and counted'),
  files: z.record(z.string(), fileOptionsSchema.partial()).default({}).describe('By path or name of a file: what holds for it instead'),
})
export type ImportOptions = z.infer<typeof importOptionsSchema>
