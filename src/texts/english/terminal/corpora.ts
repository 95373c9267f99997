import { count } from '../../intl'

/** `plenum corpora`. */
export const corpora = {
  options: {
    describe: 'Compute the statistics of a corpus that an older version imported',
    search: 'List sentences with this text',
    split: 'Split whose sentences are listed',
    'match-case': 'Find the text in this very case',
    'whole-words': 'Find whole words',
    label: 'List sentences with this label',
    shortest: 'Fewest words',
    longest: 'Most words',
    unknown: 'List sentences with a word outside the vocabulary',
    repeats:
      'List sentences that occur more than once in the split (each once), that stand in another split too, or that have different labels',
    limit: 'Most sentences to list',
    json: 'Print as JSON on stdout',
  },
  heads: ['Corpus', 'Name', 'Train', 'Valid', 'Test', 'Vocabulary', 'Labels', 'Origin'],
  summary: 'List the imported corpora; of one, its statistics or its sentences',
  details: 'With a corpus its statistics are shown. With --search or any of the conditions after it, the sentences that fit are listed.',
  positional: 'Id or name of a corpus',
  needsCorpus: (option: string) => `--${option} needs CORPUS: the id or name of one of those that "plenum corpora" lists.`,
  ofSearch: (option: string) => `--${option} belongs to --search.`,
  ofList: (option: string) => `--${option} is for a list of sentences: give --search or another condition too.`,
  describeAlone: (option: string) => `--describe computes the statistics; leave it or --${option} out.`,
  noLength: (shortest: number, longest: number) => `No sentence has at least ${shortest} and at most ${longest} words.`,
  none: 'There is no corpus yet: plenum import PATH',
  found: (sentences: number) => `${count(sentences)} found.`,
} as const
