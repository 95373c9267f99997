/** What a column may hold. */
const holds = { sentences: 'sentences', labels: 'labels', splits: 'splits' } as const

/** What the options of an import mean. */
export const importing = {
  column: (what: keyof typeof holds) => `Column or field of the ${holds[what]}: its name, or its number from 1; empty: found by itself`,
  labelled: 'Whether sentences have labels',
  layout: 'lines: a sentence a line, or label<TAB>sentence; table: CSV or TSV; jsonl: an object a line',
  encoding: 'Encoding of the text',
  delimiter: 'What separates the columns of a table',
  quotes: 'Whether a cell of a table may stand in double quotes',
  header: 'Whether the first row of a table names its columns',
  splits: 'auto: a column that names the split of each sentence is found by itself; no: the splits are those of the files, or cut',
  split: 'The split that the file is, whatever its name says; none: it is left out',
  lower_case: 'Lower-case every word',
  tokeniser: 'whitespace: words are what blanks separate; words: punctuation marks become words of their own',
  max_length: 'Longer sentences (in words) are left out and counted',
  max_vocabulary: 'Keep only the most frequent words; 0: all',
  min_count: 'Words rarer than this become <unk>',
  valid_share: 'Share cut for validation where no file is given',
  test_share: 'Share cut for testing where no file is given',
  seed: 'Seed of the cut',
  bad_lines: 'A line that cannot be read stops the import, or is left out and counted',
  files: 'By path or name of a file: what holds for it instead',
} as const
