import { plural } from '../../intl'
import { SPLIT_WORDS, type Split } from './split-words'

/** Sentences of the place where corpora are kept. */
export const corpora = {
  emptyTitle: 'Drop a corpus anywhere on this window',
  dropTitle: 'Drop files or a folder',
  dropHint:
    'Plain text with a sentence a line, label and sentence with a tab between them, CSV, TSV, JSON Lines or Parquet, also packed by gzip. A folder with train, valid and test files is one corpus.',
  dropHintShort: 'Text, CSV, TSV, JSON Lines or Parquet, also gzipped.',
  dropHere: 'Drop to look inside before anything is imported',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  placing: 'Handing the files to the lab…',
  add: 'Add a corpus',
  samples: 'Or start with a sample',
  samplesAdd: 'Samples',
  importSample: 'Import',
  imported: 'Imported',
  thesisTitle: 'No file at hand?',
  thesis: 'Train VAE and DG-VAE on a sample',
  thesisHint: (sample: string) =>
    `Imports “${sample}” and trains two small models side by side: the VAE's posterior collapses, the DG-VAE's does not. It takes about two minutes.`,
  thesisImporting: 'Importing the sample…',
  thesisStarting: 'Starting both runs…',
  sentences: (count: number) => plural(count, 'sentence', 'sentences'),
  list: 'Imported corpora',
  running: 'Being imported',
  cancelJob: (name: string) => `Cancel the import of ${name}`,
  size: 'Sentences',
  sizes: 'Sizes of the splits',
  tokens: 'Words',
  mean: 'Mean length',
  longest: 'Longest',
  split: 'Split',
  vocabulary: 'Vocabulary',
  labelCount: (count: number) => (count === 0 ? 'no labels' : plural(count, 'label', 'labels')),
  vocabularyHint: 'with <pad>, <s>, </s> and <unk>',
  facts: 'Import',
  origin: 'From',
  importedAt: 'Imported',
  hash: 'Data hash',
  asImported: 'Options',
  train: 'New experiment with it',
  show: 'Show',
  views: { statistics: 'Statistics', sentences: 'Sentences' },

  deleteTitle: (name: string) => `Delete “${name}”?`,
  deleteBody: 'The imported copy is removed from the lab for good; the files it was made of stay where they are.',
  inUse: (name: string) => `“${name}” is needed`,
  inUseBody: (count: number) =>
    `${plural(count, 'run was trained on it or waits for it', 'runs were trained on it or wait for it')}, and without it they can neither be evaluated nor continued. Delete ${count === 1 ? 'that run' : 'those runs'} first, for good: the bin keeps what needs it.`,
  inBin: 'in the bin',
  moreRuns: (count: number) => `and ${count} more`,
  goToRuns: 'Show the runs',
  deleteConfirm: 'Delete the corpus',
  renameTitle: 'Rename the corpus',
  name: 'Name',

  lengths: 'Sentence lengths',
  lengthsAxis: 'words',
  lengthsShare: 'share of the split',
  lengthsHint: 'Share of the sentences of each split by their number of words',

  coverage: 'Vocabulary coverage',
  coverageAxis: 'most frequent training words',
  coverageHint: 'Share of the words of each split that are among the so many most frequent words of the training split.',
  coverageVocabulary: 'vocabulary',
  coverageFoot: (words: string, share: string) => `About ${words} words cover ${share} of the training split.`,
  wordsOnce: (once: string, all: string, share: string) => `${once} of ${all} different words (${share}) occur once.`,

  unknown: 'Unknown words',
  unknownHint: 'Share of the words of each split that are not in the vocabulary, which holds words of the training split only.',
  unknownNone: 'No split has a word outside the vocabulary.',

  repeats: 'Duplicates and leakage',
  repeatsHint:
    'Sentences are the same when all their words are, as imported. A duplicate repeats an earlier sentence of its split; a leak stands in another split too, so that a model may know it from training.',
  duplicates: { train: 'Duplicates in train', valid: 'Duplicates in valid', test: 'Duplicates in test' },
  leaks: { valid_train: 'Valid, also in train', test_train: 'Test, also in train', test_valid: 'Test, also in valid' },
  showThese: (what: string, count: string) => `${what}: show the ${count}`,
  shareOfSplit: 'share of the split',
  conflicts: (count: number) =>
    count === 0
      ? 'No sentence occurs with different labels.'
      : `${plural(count, 'different sentence occurs', 'different sentences occur')} with more than one label.`,

  conflictsIn: (split: Split, count: string | null) =>
    count === null ? `Show in ${SPLIT_WORDS[split]}` : `Show ${count} in ${SPLIT_WORDS[split]}`,

  labels: 'Label balance',
  labelsHint: 'Share of the sentences of each split by label, largest in training first',
  unlabelled: 'No labels',
  moreLabels: (count: number) => `The table has ${plural(count, 'more label', 'more labels')}.`,

  missingTitle: 'Some statistics are missing',
  missingBody:
    'This corpus was imported by an earlier version: coverage, duplicates and leakage were not computed, nor can its sentences be searched for unknown words.',
  compute: 'Compute them',
  computing: 'Computing the statistics…',

  columns: { count: 'sentences', share: 'share', label: 'label', split: 'split', what: 'what' },
} as const

/** Sentences of the browser of sentences. */
export const sentences = {
  title: 'Sentences',
  search: 'Search the sentences',
  matchCase: 'Match case',
  wholeWords: 'Whole words',
  label: 'Label',
  anyLabel: 'Any label',
  words: 'words',
  shortest: 'Least number of words',
  longest: 'Greatest number of words',
  to: 'to',
  unknown: 'With unknown words',
  repeats: 'Repeats',
  kinds: {
    all: 'All sentences',
    split: 'Occur more than once here',
    train: 'Also in train',
    valid: 'Also in valid',
    test: 'Also in test',
    conflict: 'With different labels',
  },
  reset: 'Clear all filters',
  found: (count: number) => plural(count, 'sentence', 'sentences'),
  foundSoFar: (count: number, share: string) => `${plural(count, 'sentence', 'sentences')} so far, ${share} searched`,
  searching: (share: string) => `Searching, ${share}`,
  none: 'No sentence matches.',
  empty: 'This split has no sentences.',
  list: (split: string) => `Sentences of ${split}`,
  number: (index: string) => `No. ${index}`,
  times: (count: string) => `${count} times`,
  timesHere: (count: number) => `${plural(count, 'time', 'times')} in this split`,
  also: (splits: string) => `also in ${splits}`,
  unknownCount: (count: number) => plural(count, 'unknown word', 'unknown words'),
  pick: 'Choose a sentence to read it whole: click it, or use the arrow keys in the list.',
  wordCount: (count: number) => plural(count, 'word', 'words'),
} as const
