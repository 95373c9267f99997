import { SPLITS, type CorpusRecord, type CorpusStatistics, type FoundSentences, type Split } from '../shared/corpus'
import { table } from './table'

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`
const number = (value: number): string => value.toLocaleString('en')

/** The statistics of a corpus as tables: what each split holds, and what it shares with the others. */
export function statisticsText({ splits, statistics }: CorpusRecord): string {
  if (!statistics) return 'Its statistics were not computed when it was imported: plenum corpora CORPUS --describe computes them.'
  const rows = SPLITS.map((split) => {
    const { sentences, tokens, unknown_tokens: unknown, longest } = splits[split]
    const share = (count: number) => (sentences > 0 ? `${number(count)} (${percent(count / sentences)})` : '–')
    return [
      split,
      number(sentences),
      number(tokens),
      sentences > 0 ? (tokens / sentences).toFixed(1) : '–',
      number(longest),
      tokens > 0 ? percent(unknown / tokens) : '–',
      share(sentences - statistics.distinct[split]),
      ...leaksOf(split, statistics).map((count) => (count === null ? '–' : share(count))),
    ]
  })
  const head = ['Split', 'Sentences', 'Words', 'Mean length', 'Longest', 'Unknown words', 'Duplicates', 'Also in train', 'Also in valid']
  const { different_words: different, words_once: once, conflicts } = statistics
  return [
    table([head, ...rows], [1, 2, 3, 4, 5, 6, 7, 8]),
    `${number(different)} different training words, ${number(once)} of them once. ${number(conflicts)} different sentences with more than one label.`,
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
    [times !== null && times > 1 && `${times} times`, also.length > 0 && `also in ${also.join(' and ')}`].filter(Boolean).join(', '),
  ])
  return table([['No.', 'Label', 'Sentence', 'Repeats'], ...shown], [0])
}
