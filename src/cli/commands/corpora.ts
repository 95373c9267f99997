import { sentenceQuerySchema, SPLITS, type CorpusRecord, type FoundSentences, type SentenceQuery } from '../../shared/corpus'
import { defineCommand } from '../command'
import { sentencesText, statisticsText } from '../corpus-text'
import { storedCorpus } from '../find-corpus'
import { followJob, percent } from '../follow-job'
import { LiveLines } from '../live-lines'
import { Session } from '../session'
import { table } from '../table'
import { EXIT } from '../terminal'

/** Most sentences that one command lists. */
const MOST = 100_000
/** Sentences asked for at once. */
const PAGE = 500

export const corporaCommand = defineCommand({
  name: 'corpora',
  summary: 'List the imported corpora; of one, its statistics or its sentences',
  details: 'With a corpus its statistics are shown. With --search or any of the conditions after it, the sentences that fit are listed.',
  positionals: { label: '[CORPUS]', description: 'Id or name of a corpus', min: 0, max: 1 },
  options: {
    describe: { type: 'flag', description: 'Compute the statistics of a corpus that an older version imported' },
    search: { type: 'text', value: 'TEXT', description: 'List sentences with this text' },
    split: { type: 'choice', choices: SPLITS, default: 'train', description: 'Split whose sentences are listed [train]' },
    'match-case': { type: 'flag', description: 'Find the text in this very case' },
    'whole-words': { type: 'flag', description: 'Find whole words' },
    label: { type: 'text', value: 'LABEL', description: 'List sentences with this label' },
    shortest: { type: 'integer', min: 0, max: 10_000, description: 'Fewest words' },
    longest: { type: 'integer', min: 0, max: 10_000, description: 'Most words' },
    unknown: { type: 'flag', description: 'List sentences with a word outside the vocabulary' },
    repeats: {
      type: 'choice',
      choices: ['split', ...SPLITS, 'conflict'],
      description:
        'List sentences that occur more than once in the split (each once), that stand in another split too, or that have different labels',
    },
    limit: { type: 'integer', min: 1, max: MOST, default: 20, description: 'Most sentences to list [20]' },
    json: { type: 'flag', description: 'Print as JSON on stdout' },
  },
  run: (values, [reference], terminal) =>
    Session.use(terminal, { home: values.home }, async (session) => {
      const { json } = values
      const print = (value: unknown, text: () => string) => terminal.out(`${json ? JSON.stringify(value, null, 2) : text()}\n`)
      if (reference === undefined) {
        const corpora = await session.ask('corpora.list', {})
        if (corpora.length === 0 && !json) terminal.err('There is no corpus yet: plenum import PATH\n')
        else print(corpora, () => corpusTable(corpora))
        return EXIT.done
      }
      const corpus = await storedCorpus(session, reference)
      if (values.describe) {
        const start = () => session.ask('corpora.describe', { id: corpus.id })
        await followJob(session, start, new LiveLines(terminal), (job) => `${job.title}${percent(job)}  ${job.message}`)
        const described = await storedCorpus(session, corpus.id)
        print(described, () => statisticsText(described))
        return EXIT.done
      }
      const { search, label, shortest, longest, unknown, repeats } = values
      const asked = [search, label, shortest, longest, repeats].some((value) => value !== undefined) || unknown
      if (!asked) {
        print(corpus, () => `${corpusTable([corpus])}\n\n${statisticsText(corpus)}`)
        return EXIT.done
      }
      const query = sentenceQuerySchema.parse({
        split: values.split,
        text: search,
        match_case: values['match-case'],
        whole_words: values['whole-words'],
        label,
        shortest,
        longest,
        unknown,
        repeats,
      })
      const found = await findSentences(session, corpus.id, query, values.limit)
      print(found, () => `${sentencesText(found.rows)}\n\n${found.total.toLocaleString('en')} found.`)
      return EXIT.done
    }),
})

/** All that a query finds is counted; the first so many sentences are answered. */
async function findSentences(session: Session, id: string, query: SentenceQuery, limit: number) {
  const ask = (offset: number, count: number) => session.ask('corpora.search', { id, query, offset, limit: count })
  let found = await ask(0, 0)
  while (!found.complete) found = await ask(0, 0)
  const rows: FoundSentences['rows'] = []
  while (rows.length < Math.min(limit, found.total)) rows.push(...(await ask(rows.length, Math.min(PAGE, limit - rows.length))).rows)
  return { total: found.total, rows }
}

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
