import { sentenceQuerySchema, SPLITS, type CorpusRecord, type FoundSentences, type SentenceQuery } from '../../shared/corpus'
import { defineCommand } from '../command'
import { sentencesText, statisticsText } from '../text/corpus-text'
import { storedCorpus } from '../arguments/find-corpus'
import { followJob, percent } from '../follow-job'
import { LiveLines } from '../text/live-lines'
import { Session } from '../session'
import { table } from '../text/table'
import { EXIT } from '../terminal'
import { UsageError } from '../arguments/usage'
import { count } from '../../texts/intl'
import { say } from '../../texts/terminal'

/** Sentences that one command lists: at most, and where it is not told. */
const MOST = 100_000
const LISTED = 20
/** Sentences asked for at once. */
const PAGE = 500
/** Options that say which sentences are listed, what only --search has a use for, and what only a list has. */
const CONDITIONS = ['search', 'label', 'shortest', 'longest', 'unknown', 'repeats'] as const
const OF_SEARCH = ['match-case', 'whole-words'] as const
const OF_LIST = ['split', 'limit'] as const

export const corporaCommand = defineCommand({
  name: 'corpora',
  summary: say.corpora.summary,
  details: say.corpora.details,
  positionals: { label: '[CORPUS]', description: say.corpora.positional, min: 0, max: 1 },
  options: {
    describe: { type: 'flag', description: say.corpora.options.describe },
    search: { type: 'text', value: 'TEXT', description: say.corpora.options.search },
    split: { type: 'choice', choices: SPLITS, standard: 'train', description: say.corpora.options.split },
    'match-case': { type: 'flag', description: say.corpora.options['match-case'] },
    'whole-words': { type: 'flag', description: say.corpora.options['whole-words'] },
    label: { type: 'text', value: 'LABEL', description: say.corpora.options.label },
    shortest: { type: 'integer', min: 0, max: 10_000, description: say.corpora.options.shortest },
    longest: { type: 'integer', min: 0, max: 10_000, description: say.corpora.options.longest },
    unknown: { type: 'flag', description: say.corpora.options.unknown },
    repeats: {
      type: 'choice',
      choices: ['split', ...SPLITS, 'conflict'],
      description: say.corpora.options.repeats,
    },
    limit: { type: 'integer', min: 1, max: MOST, standard: String(LISTED), description: say.corpora.options.limit },
    json: { type: 'flag', description: say.corpora.options.json },
  },
  run: (values, [reference], terminal) => {
    const { search, label, shortest, longest, unknown, repeats } = values
    const asked = [search, label, shortest, longest, repeats].some((value) => value !== undefined) || unknown
    checkUse(values, { corpus: reference !== undefined, asked })
    return Session.use(terminal, { home: values.home }, async (session) => {
      const { json } = values
      const print = (value: unknown, text: () => string) => terminal.out(`${json ? JSON.stringify(value, null, 2) : text()}\n`)
      if (reference === undefined) {
        const corpora = await session.ask('corpora.list', {})
        if (corpora.length === 0 && !json) terminal.err(`${say.corpora.none}\n`)
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
      if (!asked) {
        print(corpus, () => `${corpusTable([corpus])}\n\n${statisticsText(corpus)}`)
        return EXIT.done
      }
      const query = sentenceQuerySchema.parse({
        split: values.split ?? 'train',
        text: search,
        match_case: values['match-case'],
        whole_words: values['whole-words'],
        label,
        shortest,
        longest,
        unknown,
        repeats,
      })
      const found = await findSentences(session, corpus.id, query, values.limit ?? LISTED)
      print(found, () => (found.rows.length > 0 ? `${sentencesText(found.rows)}\n\n` : '') + say.corpora.found(found.total))
      return EXIT.done
    })
  },
})

type Given = Readonly<Record<string, unknown>>

/** Throws UsageError for what would be without effect: conditions without a corpus, and what belongs to a search without one. */
function checkUse(values: Given, { corpus, asked }: { corpus: boolean; asked: boolean }): void {
  const given = (options: readonly string[]) => options.find((option) => values[option] !== undefined && values[option] !== false)
  const homeless = corpus ? undefined : given(['describe', ...CONDITIONS, ...OF_SEARCH, ...OF_LIST])
  if (homeless !== undefined) throw new UsageError(say.corpora.needsCorpus(homeless))
  const wordless = values.search === undefined ? given(OF_SEARCH) : undefined
  if (wordless !== undefined) throw new UsageError(say.corpora.ofSearch(wordless))
  const idle = asked ? undefined : given(OF_LIST)
  if (idle !== undefined) throw new UsageError(say.corpora.ofList(idle))
  const condition = values.describe ? given(CONDITIONS) : undefined
  if (condition !== undefined) throw new UsageError(say.corpora.describeAlone(condition))
  const { shortest, longest } = values
  if (typeof shortest === 'number' && typeof longest === 'number' && shortest > longest)
    throw new UsageError(say.corpora.noLength(shortest, longest))
}

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
    ...[splits.train.sentences, splits.valid.sentences, splits.test.sentences, vocabulary_size, labels.length].map((sentences) =>
      count(sentences),
    ),
    origin,
  ])
  return table([[...say.corpora.heads], ...rows], [2, 3, 4, 5, 6])
}
