import { resolve } from 'node:path'
import { fileOptionsSchema, importOptionsSchema } from '../../shared/import-options'
import { defineCommand } from '../command'
import { importCorpus } from '../import'
import { statisticsText } from '../text/corpus-text'
import { LiveLines } from '../text/live-lines'
import { parseFiles } from '../arguments/file-options'
import { previewText } from '../text/preview-text'
import { objectOf, optionsOf } from '../arguments/schema-options'
import { Session } from '../session'
import { EXIT } from '../terminal'
import { say } from '../../texts/terminal'
import { corpusTable } from './corpora'

export const importCommand = defineCommand({
  name: 'import',
  summary: say.importing.summary,
  details: say.importing.details,
  positionals: { label: 'PATH…', description: say.importing.positional, min: 1, max: 1000 },
  options: {
    name: { type: 'text', value: 'NAME', description: say.importing.options.name },
    ...optionsOf(importOptionsSchema),
    file: {
      type: 'text',
      value: 'FILE:KEY=VALUE',
      multiple: true,
      description: say.importing.options.file(Object.keys(fileOptionsSchema.shape)),
    },
    preview: { type: 'flag', description: say.importing.options.preview },
    json: { type: 'flag', description: say.importing.options.json },
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
