import type { CorpusRecord } from '../../shared/corpus'
import { defineCommand } from '../command'
import { Session } from '../session'
import { table } from '../table'
import { EXIT } from '../terminal'

export const corporaCommand = defineCommand({
  name: 'corpora',
  summary: 'List the imported corpora',
  options: { json: { type: 'flag', description: 'Print them as JSON on stdout' } },
  run: ({ json, home }, _, terminal) =>
    Session.use(terminal, { home }, async (session) => {
      const corpora = await session.ask('corpora.list', {})
      if (json) terminal.out(`${JSON.stringify(corpora, null, 2)}\n`)
      else if (corpora.length === 0) terminal.err('There is no corpus yet: plenum import PATH\n')
      else terminal.out(`${corpusTable(corpora)}\n`)
      return EXIT.done
    }),
})

/** Corpora with their sizes. */
export function corpusTable(corpora: readonly CorpusRecord[]): string {
  const rows = corpora.map(({ id, name, splits, vocabulary_size, labels, origin }) => [
    id,
    name,
    ...[splits.train.sentences, splits.valid.sentences, splits.test.sentences, vocabulary_size, labels.length].map((count) =>
      count.toLocaleString('en'),
    ),
    origin,
  ])
  return table([['Corpus', 'Name', 'Train', 'Valid', 'Test', 'Vocabulary', 'Labels', 'Origin'], ...rows], [2, 3, 4, 5, 6])
}
