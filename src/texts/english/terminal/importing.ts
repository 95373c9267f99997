import { either } from '../../intl'

/** `plenum import`. */
export const importing = {
  options: {
    name: 'Name of the corpus (otherwise after the file or folder)',
    file: (keys: readonly string[]) =>
      `What holds for one file alone, by its name or path: test.csv:text_column=review, extra.txt:split=train; KEY is ${either(keys)}`,
    preview: 'Show how the files would be read, and import nothing',
    json: 'Print the corpus, or the preview, as JSON on stdout',
  },
  summary: 'Import a corpus: a file, several, or a folder with train, valid and test files',
  details:
    'Text (a sentence a line, or label<TAB>sentence), CSV, TSV, JSON Lines and Parquet, all but the last also packed by gzip. Encoding, delimiter, header and columns are found out; --preview shows what was found and imports nothing, and the options correct it.',
  positional: 'Files, or one folder',
} as const
