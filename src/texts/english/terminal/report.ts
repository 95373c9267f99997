/** `plenum report`. */
export const report = {
  options: {
    corpus: 'Every run on a corpus, by its name or id, that is evaluated on the test split',
    out: 'The page; pictures go to a folder "figures" beside it',
    notes: 'Markdown by hand for the beginning; without it FILE-notes.md beside the page, where it is',
    json: 'Print the paths written as JSON on stdout',
  },
  summary: "Write a page of results in Markdown: the paper's table and figure of runs, with intervals, setting and published rows",
  positional: 'Numbers, ids or beginnings of ids of runs; none with --corpus',
  needsOut: '--out is needed: the page to write, for example results.md.',
  notMarkdown: (out: string) => `--out must be a Markdown file (.md), not "${out}".`,
  eitherRuns: 'Either runs are given or --corpus, not both and not neither.',
  madeBy: (notes: string) => `Made by "plenum report" from stored runs; the sentences at the beginning come from ${notes}.`,
  noneEvaluated: (corpus: string) => `No run on --corpus ${corpus} is evaluated on the test split yet.`,
  noRuns: (corpus: string, others: string) => `There is no run on --corpus ${corpus}; corpora with runs: ${others}.`,
  badNotes: (path: string, reason: string) => `--notes: ${path} cannot be read (${reason}).`,
  notFile: (path: string) => `--out must be a file; ${path} is something else.`,
  notWritten: (path: string, reason: string) => `${path} cannot be written (${reason}).`,
  drawing: (run: string, number: number, all: number) => `Drawing ${run}  ${number} of ${all}`,
} as const
