import { plural } from '../../intl'

/** Sentences of a run's panel. */
export const details = {
  overview: 'Overview',
  reconstruct: 'Reconstructions',
  sample: 'Prior samples',
  interpolate: 'Interpolation',
  notices: 'Worth knowing',
  objective: 'Objective',
  settings: 'Settings',
  differs: 'differs from the preset',
  seed: 'Seed',
  engine: 'Engine',
  corpus: 'Corpus',
  preset: 'Preset',
  started: 'Started',
  ended: 'Ended',
  best: 'Best epoch',
  steps: 'Steps',
  id: 'Run id',

  evaluations: 'Evaluations',
  noEvaluations: 'Not evaluated yet.',
  evaluate: 'Evaluate',
  evaluateAgain: 'Evaluate again',
  evaluateSplit: 'Split to evaluate',
  evaluateText: 'Decode too: interpolations and prior samples',
  cancelEvaluation: 'Cancel the evaluation',

  busy: 'Decoding…',
  source: 'Sentence',
  decoded: 'Decoded',
  another: 'Draw others',
  nextSentences: 'Next sentences',
  needsCheckpoint: 'The run has no checkpoint yet; it is written at the end of the first epoch.',
  fromMeans: 'Decoded from the posterior mean of each sentence.',
  fromPrior: (seed: number) => `Decoded from draws of the prior, seed ${seed}.`,

  first: 'First',
  second: 'Second',
  pick: 'A test sentence',
  pickFor: (end: string) => `${end}: a test sentence`,
  path: 'Path',
  paths: { line: 'Line', circle: 'Great circle' },
  pathHints: {
    line: 'Straight between the two posterior means.',
    circle: 'Directions along the great circle, lengths mixed apart.',
  },
  interpolateNow: 'Interpolate',
  interpolateHint: 'Type two sentences, or take them from the test split, to read what lies between them.',
  /** Which sentences an interpolation is of, once others were typed. */
  interpolated: (from: string, to: string) => `Between “${from}” and “${to}”:`,
  position: 'Place on the path, 0 to 1',
  rougeFirst: 'ROUGE-L F to the first',
  rougeSecond: 'ROUGE-L F to the second',
  rougeHead: 'ROUGE-L to',
  rougeEnds: { first: 'first', second: 'second' },
  unknown: (words: readonly string[]) =>
    `The corpus does not know ${words.map((word) => `“${word}”`).join(', ')}: ${words.length === 1 ? 'it was' : 'they were'} read as <unk>.`,
} as const

/** How words are chosen. */
export const decoding = {
  label: 'Decoding',
  methods: { greedy: 'Greedy', beam: 'Beam', sample: 'Sampling' },
  hints: {
    greedy: 'The likeliest word at every place.',
    beam: 'The likeliest sentence that the search finds.',
    sample: 'Words drawn by their probability.',
  },
  beam: 'Width',
  temperature: 'Temperature',
  topP: 'Top-p',
  seed: 'Seed',
} as const

/** Metrics of decoded sentences. */
export const textEvaluation = {
  title: 'Decoded sentences',
  profile: 'ROUGE-L F along interpolations',
  profileHint: (pairs: number, path: 'line' | 'circle') =>
    `${plural(pairs, 'pair', 'pairs')} of sentences, ${path === 'line' ? 'line' : 'great circle'}; bands are 95 % intervals`,
  noPairs: 'The split has fewer than two sentences: there is nothing to interpolate.',
  first: 'to the first',
  second: 'to the second',
  both: 'mean',
  chart: 'Chart',
  table: 'Table',
  view: 'View',
  t: 't',
  metric: 'Percent',
  samples: (sentences: number, pieces: number) =>
    `${plural(sentences, 'prior sample', 'prior samples')} in ${plural(pieces, 'piece', 'pieces')}`,
} as const
