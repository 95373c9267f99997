import { resolve } from 'node:path'
import { fileOptionsSchema, importOptionsSchema } from '../../shared/import-options'
import { defineCommand } from '../command'
import { importCorpus } from '../import'
import { statisticsText } from '../corpus-text'
import { LiveLines } from '../live-lines'
import { parseFiles } from '../file-options'
import { previewText } from '../preview-text'
import { objectOf, optionsOf } from '../schema-options'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { listOf } from '../usage'
import { corpusTable } from './corpora'

export const importCommand = defineCommand({
  name: 'import',
  summary: 'Import a corpus: a file, several, or a folder with train, valid and test files',
  details:
    'Text (a sentence a line, or label<TAB>sentence), CSV, TSV, JSON Lines and Parquet, all but the last also packed by gzip. Encoding, delimiter, header and columns are found out; --preview shows what was found and imports nothing, and the options correct it.',
  positionals: { label: 'PATH…', description: 'Files, or one folder', min: 1, max: 1000 },
  options: {
    name: { type: 'text', value: 'N', description: 'Name of the corpus (otherwise after the file or folder)' },
    ...optionsOf(importOptionsSchema),
    file: {
      type: 'text',
      value: 'FILE:KEY=VALUE',
      multiple: true,
      description: `What holds for one file alone, by its name: test.csv:text_column=review, extra.txt:split=train; KEY is ${listOf(Object.keys(fileOptionsSchema.shape))}`,
    },
    preview: { type: 'flag', description: 'Show how the files would be read, and import nothing' },
    json: { type: 'flag', description: 'Print the corpus, or the preview, as JSON on stdout' },
  },
  run: (values, paths, terminal) =>
    Session.use(terminal, { home: values.home }, async (session) => {
      const source = { paths: paths.map((path) => resolve(path)) }
      const options = { ...objectOf(importOptionsSchema, values), files: parseFiles(values.file) }
      if (values.preview) {
        const preview = await session.ask('corpora.preview', { paths: source.paths, options })
        for (const { message } of preview.remarks) terminal.err(`${message}\n`)
        terminal.out(values.json ? `${JSON.stringify(preview, null, 2)}\n` : `${previewText(preview)}\n`)
        return preview.remarks.some(({ kind }) => kind === 'problem') ? EXIT.failed : EXIT.done
      }
      const name = values.name as string | undefined
      const corpus = await importCorpus(session, { source, name: name ?? null, options }, new LiveLines(terminal))
      for (const { message } of corpus.remarks) terminal.err(`${message}\n`)
      terminal.out(values.json ? `${JSON.stringify(corpus, null, 2)}\n` : `${corpusTable([corpus])}\n\n${statisticsText(corpus)}\n`)
      return EXIT.done
    }),
})
