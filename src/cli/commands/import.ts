import { resolve } from 'node:path'
import { importOptionsSchema } from '../../shared/corpus'
import { defineCommand } from '../command'
import { importCorpus } from '../import'
import { LiveLines } from '../live-lines'
import { objectOf, optionsOf } from '../schema-options'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { corpusTable } from './corpora'

export const importCommand = defineCommand({
  name: 'import',
  summary: 'Import a corpus: a text file, several, or a folder with train, valid and test files',
  positionals: { label: 'PATH…', description: 'Files of one sentence a line (or label<TAB>sentence), or one folder', min: 1, max: 1000 },
  options: {
    name: { type: 'text', value: 'N', description: 'Name of the corpus (otherwise after the file or folder)' },
    ...optionsOf(importOptionsSchema),
    json: { type: 'flag', description: 'Print the corpus as JSON on stdout' },
  },
  run: (values, paths, terminal) =>
    Session.use(terminal, { home: values.home }, async (session) => {
      const source = { paths: paths.map((path) => resolve(path)) }
      const name = values.name as string | undefined
      const corpus = await importCorpus(
        session,
        { source, name: name ?? null, options: objectOf(importOptionsSchema, values) },
        new LiveLines(terminal),
      )
      for (const { message } of corpus.remarks) terminal.err(`${message}\n`)
      terminal.out(values.json ? `${JSON.stringify(corpus, null, 2)}\n` : `${corpusTable([corpus])}\n`)
      return EXIT.done
    }),
})
