/** `plenum generate`. */
export const generate = {
  options: {
    interpolate: 'What lies between two sentences, each in quotes',
    samples: 'Sentences from the prior',
    reconstruct: 'The sentences of a file, one a line, encoded and decoded; - reads stdin',
    path: 'With --interpolate: straight, or along a great circle',
    json: 'Print what came out as JSON on stdout',
  },
  summary: "Decode sentences with a run's best checkpoint: between two sentences, from the prior, or those of a file again",
  positional: 'Number, id or beginning of the id of a run',
  points: 'With --interpolate: points of the path, both ends included',
  beam: 'With --decode beam: sentences kept by the search',
  temperature: 'With --decode sample: below 1 likely words become likelier',
  topP: 'With --decode sample: from the fewest likeliest words that hold this probability',
  seed: 'Seed of the codes from the prior and of words drawn',
  oneMode: (given: number) =>
    `One of --interpolate "A" "B", --samples N and --reconstruct FILE is needed, not ${given === 0 ? 'none' : given}.`,
  twoSentences: (given: number) => `--interpolate needs two sentences, each in quotes, not ${given}; RUN stands before it.`,
  ofInterpolate: (option: string) => `--${option} belongs to --interpolate.`,
  ofDecode: (option: string, method: string, decode: string) =>
    `--${option} belongs to --decode ${method}; with ${decode} it would change nothing.`,
  notRead: (path: string, reason: string) => `--reconstruct: ${path} cannot be read (${reason}).`,
  noSentence: (source: string) => `--reconstruct: there is no sentence in ${source}.`,
} as const
