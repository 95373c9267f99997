import { count, list } from '../../intl'

/** Tables of the command line. */
export const tables = {
  interval: '95 % interval',
  runs: { heads: ['#', 'Run', 'Method', 'Corpus', 'Preset', 'State', 'Epoch'], tags: 'Tags' },
  compare: { heads: ['Method', 'Seeds'], best: '* the best of its column' },
  estimate: {
    heads: ['Run', 'Time', 'Memory', 'Disk'],
    all: 'In all',
    finish: (clock: string) => `Started now it is finished about ${clock}.`,
  },

  corpus: {
    heads: ['Split', 'Sentences', 'Words', 'Mean length', 'Longest', 'Unknown words', 'Duplicates', 'Also in train', 'Also in valid'],
    none: 'Its statistics were not computed when it was imported: plenum corpora CORPUS --describe computes them.',
    words: (different: number, once: number, conflicts: number) =>
      `${count(different)} different training words, ${count(once)} of them once. ${count(conflicts)} different sentences with more than one label.`,
  },
  sentences: {
    heads: ['No.', 'Label', 'Sentence', 'Repeats'],
    times: (times: number) => `${count(times)} times`,
    also: (splits: readonly string[]) => `also in ${list(splits)}`,
  },

  evaluation: {
    head: (number: number, run: string, epoch: number, split: string, sentences: number) =>
      `#${number} ${run}: epoch ${epoch} on ${split}, ${count(sentences)} sentences`,
    value: 'Value',
    estimator: (estimator: string) => `Estimator: ${estimator}`,
    interval: (uncertainty: string) => `95 % interval: ${uncertainty}`,
    samples: (sentences: number, pieces: number) => `${count(sentences)} sentences from the prior, in ${pieces} pieces, in percent`,
    path: (path: 'line' | 'circle', pairs: number) => `Interpolation along a ${path}, ${count(pairs)} pairs: ROUGE-L F`,
    first: 'to the first',
    second: 'to the second',
    mean: 'mean',
    n_grams: 'BLEU of the end points against their sources; self-BLEU and distinct within a path; in percent',
    selfBleu: 'Self-BLEU',
    distinct: 'Distinct',
    precision: 'precision',
    recall: 'recall',
  },

  interpolation: { heads: ['t', 'ROUGE-L to A', 'to B', 'Sentence'] },
  noWords: '(no words)',
  unknown: (words: readonly string[], more: number) =>
    `Not known to the corpus and read as <unk>: ${words.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}.`,

  preview: {
    leftOut: (text: string) => `(left out) ${text}`,
    cut: 'to be cut',
    named: 'splits named',
    gzip: (layout: string) => `${layout} packed by gzip`,
    delimiter: (delimiter: string) => `separated by ${delimiter}`,
    header: 'first row names the columns',
    noHeader: 'no header',
    quotes: 'cells may be quoted',
    noQuotes: 'no quoting',
    columns: (columns: readonly string[]) => `columns ${columns.join(' | ')}`,
    sentences: (column: string) => `sentences in ${column}`,
    labels: (column: string) => `labels in ${column}`,
    splits: (column: string) => `splits in ${column}`,
    noLabels: 'no labels',
    labelled: 'label and tab before each sentence',
  },

  curves: {
    training: (steps: number, engine: string, change: number) =>
      `Training ${steps} steps on ${engine}${change === 0 ? '' : `, its weights changed by ${change} of themselves`}.`,
    differ: (of: {
      engines: readonly [string, string]
      steps: number
      objective: string
      preset: string
      /** Its name, or null for made-up sentences. */
      corpus: string | null
      difference: string
      step: number
      within: boolean
      tolerance: string
    }) =>
      `${of.engines[0]} and ${of.engines[1]}, ${of.steps} steps of ${of.objective} at ${of.preset} on ${of.corpus ?? 'made-up sentences'}: their losses differ by ${of.difference} of themselves at most, at step ${of.step} (${of.within ? 'within' : 'more than'} ${of.tolerance}).`,
    own: (engine: string, change: number, difference: string, agree: boolean) =>
      `On ${engine} alone, weights changed by ${change} of themselves make ${difference}: ${agree ? 'the training itself is as sensitive, and no two engines could agree better.' : 'the engines disagree.'}`,
  },
} as const
