import { SPLITS, type CorpusRecord, type CorpusStatistics, type FoundSentences, type Split } from '../../shared/corpus'
import { count } from '../../texts/intl'
import { say } from '../../texts/terminal'
import { table } from './table'

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`

/** The statistics of a corpus as tables: what each split holds, and what it shares with the others. */
export function statisticsText({ splits, statistics }: CorpusRecord): string {
  if (!statistics) return say.tables.corpus.none
  const rows = SPLITS.map((split) => {
    const { sentences, tokens, unknown_tokens: unknown, longest } = splits[split]
    const share = (some: number) => (sentences > 0 ? `${count(some)} (${percent(some / sentences)})` : '–')
    return [
      split,
      count(sentences),
      count(tokens),
      sentences > 0 ? (tokens / sentences).toFixed(1) : '–',
      count(longest),
      tokens > 0 ? percent(unknown / tokens) : '–',
      share(sentences - statistics.distinct[split]),
      ...leaksOf(split, statistics).map((some) => (some === null ? '–' : share(some))),
    ]
  })
  const { different_words: different, words_once: once, conflicts } = statistics
  return [
    table([[...say.tables.corpus.heads], ...rows], [1, 2, 3, 4, 5, 6, 7, 8]),
    say.tables.corpus.words(different, once, conflicts),
  ].join('\n\n')
}

function leaksOf(split: Split, { leaks }: CorpusStatistics): [train: number | null, valid: number | null] {
  if (split === 'train') return [null, null]
  return split === 'valid' ? [leaks.valid_train, null] : [leaks.test_train, leaks.test_valid]
}

/** Found sentences as a table; unknown words stand in brackets. */
export function sentencesText(rows: FoundSentences['rows']): string {
  const shown = rows.map(({ index, label, text, unknown, times, also }) => [
    String(index + 1),
    label ?? '',
    text
      .split(' ')
      .map((word, place) => (unknown.includes(place) ? `[${word}]` : word))
      .join(' '),
    [times !== null && times > 1 && say.tables.sentences.times(times), also.length > 0 && say.tables.sentences.also(also)]
      .filter(Boolean)
      .join(', '),
  ])
  return table([[...say.tables.sentences.heads], ...shown], [0])
}
