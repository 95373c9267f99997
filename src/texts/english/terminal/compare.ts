import { either } from '../../intl'

/** `plenum compare`. */
export const compare = {
  options: {
    split: 'Split whose evaluations are compared',
    runs: 'A row for each run, also of several seeds',
    columns: "Metrics in this order, instead of the paper's",
    sort: 'Order by this metric, the best first (the largest where neither is better)',
    published: 'Differences to the published rows, where corpus and setting make them comparable',
    intervals: "Beside a single run's value half the width of its 95 % interval",
    latex: 'LaTeX, with booktabs',
    csv: 'CSV at full precision, with deviations and intervals',
    json: 'JSON at full precision, with runs and settings',
    markdown: 'Markdown',
  },
  summary: "The paper's table of runs: those of one method over their seeds, beside what the paper prints for it",
  details: [
    'Runs that differ in nothing but their seeds are one row, mean ± standard deviation. The best of a column (by the metric, and among',
    'rows of one corpus) is marked. A dash: the metric is not defined for the method. Nats of another corpus, split size or preset cannot',
    'be compared with the published ones; counts of units can, where the latent is as wide.',
  ].join('\n'),
  oneFormat: (formats: readonly string[]) => `Only one of ${either(formats)} can be given.`,
  badSort: (sort: string, columns: string) => `--sort ${sort} is not among the columns: ${columns}.`,
} as const
