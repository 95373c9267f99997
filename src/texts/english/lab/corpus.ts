import { count, list, plural } from '../../intl'

/** What an entry of a file is called: a line of text, a row of a Parquet file. */
const units = { line: { one: 'line', many: 'lines' }, row: { one: 'row', many: 'rows' } } as const
type Unit = keyof typeof units
/** What a column may hold. */
const holds = { sentences: 'sentences', labels: 'labels', splits: 'splits' } as const
type Split = 'train' | 'valid' | 'test'

const split: Record<Split, string> = { train: 'training', valid: 'validation', test: 'test' }
const entries = (number: number, unit: Unit): string => plural(number, units[unit].one, units[unit].many)
const sentences = (number: number): string => plural(number, 'sentence', 'sentences')
const words = (number: number): string => plural(number, 'word', 'words')
const columns = (number: number): string => plural(number, 'column', 'columns')
const listed = (names: readonly string[], more: number): string => `${names.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}`
const objects = (found: string, line: number, name: string): string =>
  `${name} holds ${found} in line ${line}. Every line must be one object, such as {"text": "…", "label": "…"}.`

/** Faults and remarks of an import, and what a corpus is told of later. `name` is a file's. */
export const corpus = {
  /** What the system says of a file, by its code. */
  fileFaults: {
    gone: (name: string, path: string) => `${name} is not there; it may have been moved or deleted (${path}).`,
    noFolder: (name: string, path: string) => `${name} is not there; a part of its path is not a folder (${path}).`,
    forbidden: (name: string, path: string) => `${name} cannot be read; its permissions forbid it (${path}).`,
    folder: (name: string, path: string) => `${name} is a folder where a file was expected (${path}).`,
    disk: (name: string, path: string) => `${name} cannot be read; its disk reports a fault (${path}).`,
    longPath: (name: string, path: string) => `${name} has a path that is too long for this system (${path}).`,
    circle: (name: string, path: string) => `${name} cannot be read; its links lead in a circle (${path}).`,
  },

  noTexts: (folder: string) =>
    `The folder ${folder} holds no text files. Put train.txt (or .csv, .jsonl, .parquet), and if you have them valid.txt and test.txt, directly inside it.`,
  noFile: (name: string) => `${name} is not an ordinary file. Give a file of sentences or a folder of them.`,
  empty: (name: string) => `${name} is empty. Give a file with sentences, or leave it out.`,
  noSplits: (files: number) =>
    `The names of the ${plural(files, 'file', 'files')} tell no splits: they are read one after the other as one text.`,
  noTraining: (names: readonly string[]) =>
    `There is no training file beside ${list(names)}. Name it train.txt, or give a single file and let Plenum cut it.`,
  rivals: (names: readonly string[], of: Split) =>
    `${list(names)} are ${names.length === 2 ? 'both' : 'all'} named as the ${split[of]} split. Give the files you mean one by one (one for each split) instead of all of them.`,
  strangeFile: (name: string) => `${name} is no file of this import, so what was said of it alone means nothing.`,
  leftOut: (name: string) => `${name} is left out, for its name tells no split (train, valid or test).`,
  nameless: (name: string) => `The name of ${name} tells no split. Rename it to train, valid or test (as in train-2.txt), or leave it out.`,
  changed: (name: string) => `${name} was changed while it was being read. Import it again when it is complete.`,

  cutOffPack: (name: string) => `${name} cannot be unpacked: it ends in the middle. Copy or download the file again.`,
  brokenPack: (name: string) => `${name} cannot be unpacked: its bytes do not fit. Copy or download the file again.`,
  notText: (name: string, reason: string) => `${name} is not a text file: ${reason}. Plenum reads text, CSV, TSV, JSON Lines and Parquet.`,
  /** Why a file is no text. */
  binary: {
    control: 'it holds control characters and is not UTF-8',
    nul: 'it holds NUL bytes',
    utf32: 'it is UTF-32, so save it as UTF-8',
    gzip: 'it is packed by gzip twice, so unpack it once',
    bzip2: 'it is packed by bzip2, so unpack it first',
    xz: 'it is packed by xz, so unpack it first',
    zstd: 'it is packed by zstd, so unpack it first',
    zip: 'it is a zip archive or an office document, so export its text first',
    pdf: 'it is a PDF document, so export its text first',
    parquet: 'it is a Parquet file packed by gzip, so unpack it first',
    picture: 'it is a picture',
    database: 'it is a database',
  },
  nulByte: (name: string, line: number) =>
    `${name} is not a text file: line ${line} holds a NUL byte. If it is UTF-16 text, choose that encoding or save it as UTF-8.`,
  badLine: (line: number) => `Line ${line} is not UTF-8.`,
  notUtf8: (name: string, line: number) => `${name} is not UTF-8 in line ${line}. Choose Latin-1, or save it as UTF-8.`,
  asLatin: (name: string, line: number) =>
    `${name} is not UTF-8 in line ${line}; it is read as Latin-1. If letters look wrong, save it as UTF-8 and import it again.`,

  noLabelColumn: (name: string, columnNames: readonly string[], more: number) =>
    `${name} has no column that looks like labels. Name one of its columns: ${listed(columnNames, more)}.`,
  noColumn: (name: string, column: string, of: keyof typeof holds, columnNames: readonly string[], more: number) =>
    `${name} has no column "${column}" for the ${holds[of]}; it has ${listed(columnNames, more)}.`,
  mixedLabels: (name: string, line: number, labelled: boolean, other: number | null) =>
    `${name} mixes labelled and unlabelled lines: line ${line} ${labelled ? 'has a label and a tab' : 'has no label and tab'}${
      other === null ? ', unlike the lines before it' : `, line ${other} ${labelled ? 'has none' : 'has'}`
    }. Give every line a label, a tab and its text, or import it as unlabelled text.`,
  noLabel: (name: string, column: string, unit: Unit, line: number) =>
    `${name} has no label in column "${column}" of ${units[unit].one} ${line}. Give it one, leave such lines out, or import without labels.`,
  noLabelAndTab: (name: string, line: number) =>
    `${name} has no label and tab in line ${line}. Give every line a label, a tab and its text, or import it as unlabelled text.`,
  tooManyLabels: (name: string, most: number, unit: Unit, line: number, lines: boolean) =>
    `${name} brings more than ${count(most)} different labels by ${units[unit].one} ${line}, so ${lines ? 'what stands before the tab' : 'that column'} can hardly be a label. Import it as unlabelled text, ${lines ? 'or put labels there' : 'or choose another column of labels'}.`,
  splitless: (name: string, column: string, unit: Unit, line: number, value: string | null) =>
    `${name} has ${value === null ? 'nothing' : `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"`} in column "${column}" of ${units[unit].one} ${line}, where a split is due: train, valid (dev, val, validation) or test. Correct it, leave such lines out, or have the splits cut.`,
  someLabelled: (labelled: string, unlabelled: string) =>
    `${labelled} has labels and ${unlabelled} has none. Give every file labels, or import all of them as unlabelled text.`,

  noList: (name: string, line: number) => objects('a list', line, name),
  noObject: (name: string, line: number) => objects('no object', line, name),
  noJson: (name: string, line: number) => objects('what is not JSON', line, name),
  jsonDocument: (name: string, line: number) =>
    `${name} has no object of its own in line ${line}. Every line must be one object, such as {"text": "…", "label": "…"}; a file that is one JSON document must be saved as JSON Lines first.`,
  noField: (name: string, field: string, line: number) =>
    `${name} has no field "${field}" in line ${line}. Give every object that field, or choose another.`,
  textlessObjects: (name: string) => `${name} has objects without any text. Give each a field with its sentence.`,

  endlessRow: (name: string, line: number, quotes: boolean) =>
    `${name} has a row without an end in line ${line}. ${quotes ? 'A double quote that opens there is never closed: close it, or import the table without quotes' : 'Check that the file is a table'}.`,
  quoteInQuotes: (name: string, line: number) =>
    `${name} has a double quote inside a quoted cell in line ${line}. Write quotes inside a quoted cell twice, or import the table without quotes.`,
  tooManyCells: (name: string, line: number, cells: number, due: number, delimiter: string) =>
    `${name} has ${columns(cells)} in line ${line} and ${count(due)} before it. Put a cell that holds a ${delimiter} into double quotes, or choose another delimiter.`,
  tooFewCells: (name: string, line: number, cells: number, due: number) =>
    `${name} has ${columns(cells)} in line ${line} and ${count(due)} before it. Complete the line, or choose another delimiter.`,

  noRows: (name: string) => `${name} has no rows. Leave it out.`,
  noTextColumn: (name: string) => `${name} has no column of text. Export one with a column of sentences.`,
  badParquet: (name: string, reason: string) => `${name} cannot be read as Parquet (${reason}). Copy or export the file again.`,
  endsEarly: 'the file ends too early',

  tooLong: (name: string, most: number, unit: Unit, line: number) =>
    `${name} has no sentence within ${words(most)}: ${units[unit].one} ${line} is longer, as is every other line with text. Put one sentence on each line, or raise the maximum length.`,
  emptyColumn: (name: string, column: string) => `${name} has no text in column "${column}". Choose the column that holds the sentences.`,
  onlyLabels: (name: string, line: number) =>
    `${name} has labels but no text: line ${line} ends after its tab. Put the sentence after the tab.`,
  blank: (name: string) => `${name} holds nothing but blank lines. Give a file with a sentence a line.`,

  readAs: (name: string, encoding: string) => `${name} is read as ${encoding}.`,
  readPlain: (name: string) => `${name} is read as plain text: every line is one sentence, with no columns.`,
  /** What was left out of a file, `number` entries from the entry `first` on. */
  dropped: {
    bad: (name: string, number: number, unit: Unit, first: number) =>
      `${entries(number, unit)} of ${name} that cannot be read left out (the first is ${units[unit].one} ${first}).`,
    empty: (name: string, number: number, unit: Unit, first: number) =>
      `${entries(number, unit)} of ${name} without text left out (the first is ${units[unit].one} ${first}).`,
    textless: (name: string, number: number, unit: Unit, first: number) =>
      `${entries(number, unit)} of ${name} with a label but no text left out (the first is ${units[unit].one} ${first}).`,
    tooLong: (name: string, number: number, unit: Unit, first: number, most: number) =>
      `${entries(number, unit)} of ${name} longer than ${words(most)} left out (the first is ${units[unit].one} ${first}).`,
  },
  tabbed: (name: string, number: number, unit: Unit, first: number) =>
    `${entries(number, unit)} of ${name} with a tab (the first is ${units[unit].one} ${first}); tabs are read as blanks, for the file does not begin with labels.`,
  reserved: (name: string, number: number, first: number) =>
    `${entries(number, 'line')} of ${name} with <s>, </s> or <pad> as a word (the first is line ${first}); such words are read as <unk>.`,

  untrained: (name: string) =>
    `The column of splits in ${name} names no sentence for training. Choose another column, or have the splits cut.`,
  /** `by`: where the splits that are there come from, though not these. */
  cut: (pieces: readonly { split: Split; sentences: number }[], by: 'file' | 'column' | null, name: string | null, seed: number) =>
    `${by === null ? '' : by === 'file' ? `There is no ${pieces.map((piece) => split[piece.split]).join(' and no ')} file: ` : `The column of splits names no sentence for ${pieces.map((piece) => split[piece.split]).join(' and none for ')}: `}${list(
      pieces.map((piece) => `${sentences(piece.sentences)} for ${split[piece.split]}`),
    )} cut from ${name ?? 'the text'} by seed ${seed}.`,
  tooFew: (name: string, number: number, cut: boolean) =>
    `${name} has ${sentences(number)}${cut ? ', of which some are cut for validation and testing' : ''}; at least 2 must remain for training. Give more sentences.`,
  few: (number: number, batch: number) =>
    `Only ${plural(number, 'training sentence', 'training sentences')}: fewer than a usual batch of ${batch}, so batches will be small.`,
  tooManyWords: (different: number) =>
    `The training sentences hold more than ${count(different)} different words, too many to count. Check that blanks separate the words, or import fewer sentences.`,

  stages: {
    open: 'Opening the files.',
    read: 'Reading the sentences',
    count: 'Counting the words',
    encode: 'Encoding the sentences',
    statistics: 'Computing the statistics.',
    done: 'Imported.',
  },
  process: 'The process that read the corpus',
  origin: (first: string, more: number) => `${first} and ${count(more)} more`,
  taken: (directory: string) => `The folder ${directory} exists already, so no corpus can be imported there.`,
  diskFull: (path: string) => `The disk is full: ${path} could not be written. Free some space and import again.`,

  none: (directory: string) => `There is no corpus in ${directory}.`,
  newer: (directory: string) =>
    `The corpus in ${directory} was written by a later version of Plenum. Update Plenum, or import the text again.`,
  damaged: (directory: string, what: string) => `The corpus in ${directory} is damaged: ${what}. Import its text again.`,
  damage: {
    words: (file: string, due: number) => `${file} does not hold ${count(due)} words`,
    noJson: (file: string) => `${file} is not JSON`,
    fields: (file: string) => `${file} does not have the expected fields`,
    ids: (path: string) => `${path} names words that are not in its vocabulary`,
    short: (path: string) => `${path} is shorter than it should be`,
  },

  typedTooLong: (place: number | null, most: number) =>
    `${place === null ? 'The sentence' : `Sentence ${place}`} is longer than the ${most} words that the corpus allows.`,
  typedEmpty: (place: number | null) => `${place === null ? 'The sentence' : `Sentence ${place}`} has no words.`,

  /** The corpora that Plenum brings along, by their id. */
  samples: {
    glosses: {
      name: 'WordNet glosses',
      description: 'Short definitions from WordNet 3.1, each labelled with its lexical domain, such as noun.animal or verb.motion.',
      licence: 'WordNet 3.1, Copyright 2011 by Princeton University; see glosses.LICENSE',
    },
    grammar: {
      name: 'Small grammar',
      description: 'Sentences of a small grammar with known factors: sentiment, topic, tense, number and length, all told by the label.',
      licence: 'MIT, as Plenum',
    },
  },
  noSample: (id: string, file: string | null) =>
    `The sample corpus ${id} is missing from this installation (${file ?? 'there is no resources/samples'}).`,
} as const
