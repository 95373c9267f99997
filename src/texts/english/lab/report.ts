import { count } from '../../intl'

/** The page of results in Markdown. */
export const report = {
  title: 'Results',
  setting: 'Setting',
  results: 'Test results',
  intervals: '95 % intervals',
  published: 'What the paper prints for the same methods',
  figure: 'Aggregated posteriors',
  estimators: 'How the figures are estimated',
  again: 'The same again',

  unknownCorpus: (name: string) => `Corpus ${name}.`,
  corpus: (name: string, sizes: { train: number; valid: number; test: number }, vocabulary: number, hash: string) =>
    `Corpus ${name}: ${count(sizes.train)} training, ${count(sizes.valid)} validation and ${count(sizes.test)} test sentences, vocabulary ${count(vocabulary)}, data ${hash}.`,
  batching: (settings: string, batching: string) => `${settings}; batching ${batching}`,
  settings: (settings: string) => `Settings: ${settings}.`,
  seeds: (seeds: readonly number[]) =>
    `${seeds.length === 1 ? 'Seed' : 'Seeds'} ${seeds.join(', ')}. Of every run the checkpoint of the best validation loss, evaluated on the test split.`,
  engine: (note: string) => `Engine: ${note}.`,

  columns: { method: 'Method', seed: 'Seed', bestEpoch: 'Best epoch' },
  rows: { density: 'density', centres: 'centres', dimensions: 'dimensions' },
  density: (run: string) => `Aggregated posterior of ${run}`,
  centres: (run: string) => `Posterior centres of ${run}`,
  caption:
    'Aggregated posterior over the two dimensions whose posterior means vary most, and the centres of the posteriors, on [−5, 5]²; colours span densities from 0 to 0.25 in every picture. Of several seeds the first. Posteriors on the sphere are drawn times √D, so that the uniform distribution has variance 1.',
  interval: (uncertainty: string) => `95 % interval: ${uncertainty}`,
} as const
