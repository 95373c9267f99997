import { z } from 'zod'
import { remarkSchema, splitSchema } from './corpus'
import { DELIMITER_IDS, layoutSchema } from './import-options'

/** What an import of some files would make of them. */
export const previewSchema = z.strictObject({
  name: z.string(),
  files: z.array(
    z.strictObject({
      path: z.string(),
      split: splitSchema.nullable().describe('null: to be cut by seed, or named by a column'),
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
      split_column: z.string().nullable().describe('Column that names the split of each sentence, where it is used'),
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
  cut: z.array(splitSchema).describe('Splits that are cut by seed, as far as that is known before the files are read whole'),
  others: z
    .array(z.string())
    .describe('Paths of files that are no part of the import as it stands: left out, or not readable as the options say'),
  remarks: z.array(remarkSchema),
})
export type Preview = z.infer<typeof previewSchema>
