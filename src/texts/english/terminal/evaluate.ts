/** `plenum evaluate`. */
export const evaluate = {
  options: {
    split: 'Split of the corpus; without it test',
    all: 'All three splits, with the metrics of decoded sentences',
    text: 'Metrics of decoded sentences too: interpolations and prior samples',
    explain: 'Say below how every figure is estimated and where its interval comes from',
    json: 'Print the evaluation as JSON on stdout; with --all or several runs an array of them',
  },
  summary: 'Evaluate the best checkpoint of runs on a split, every figure with its 95 % interval',
  allSplits: (split: string) => `--all takes every split; leave --split ${split} out.`,
  explainTable: '--explain is for the table; leave it or --json out.',
  noFigures: 'The evaluation brought no figures.',
} as const
