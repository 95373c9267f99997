import { basename } from 'node:path'
import type { ImportOptions } from '../../../shared/import-options'
import { say } from '../../../texts/lab'
import type { FieldsLayout } from './layout'
import { InputProblem } from './problem'
import { MAX_LABEL_LENGTH } from './sentence'
import { splitOfValue } from './split-name'

/** The first values of one column. */
export interface ColumnSample {
  readonly name: string
  readonly values: readonly string[]
}

/** Names that a column of sentences usually has, the likeliest first. */
const TEXT_NAMES =
  /^(text|sentence|sentences|review|review_?text|review_?body|content|body|comment|tweet|message|utterance|document|question|description|abstract|summary|headline|title|phrase|tokens|words|premise|source)$/i
const TEXT_ORDER = TEXT_NAMES.source.slice(2, -2).split('|')

/** Names that a column of labels usually has. */
const LABEL_NAMES =
  /^(label|labels|class|category|sentiment|stars?|rating|score|polarity|target|topic|intent|emotion|genre|type|domain|lang|language|y|coarse_label|label_text)$/i

/** Names that a column of splits usually has. */
const SPLIT_NAMES = /^(split|splits|split_?name|data_?split|set|data_?set|subset|partition|part|fold|phase|usage)$/i

/** Names of other columns: they too tell a header. */
const OTHER_NAMES = /^(|id|idx|index|guid|uid|date|time|timestamp|user|author|name|url|split|partition|subset|fold|unnamed: 0)$/i

/** The name of a column without the objects that it lies in. */
const leafOf = (name: string): string => name.trim().split('.').at(-1) ?? ''

/** Whether a cell is such as only a header has. */
export const isUsualName = (cell: string): boolean => {
  const name = cell.trim()
  return TEXT_NAMES.test(name) || LABEL_NAMES.test(name) || (name !== '' && OTHER_NAMES.test(name))
}

export type ColumnOptions = Pick<ImportOptions, 'text_column' | 'label_column' | 'labelled' | 'splits' | 'split_column'>

/**
 * Chooses the columns of sentences, labels and splits: those the options name, otherwise by their names, otherwise by what stands in
 * them (the longest text; few short values that repeat; nothing but names of splits).
 * @throws InputProblem where an option names a column that is not there
 */
export function chooseColumns(
  path: string,
  samples: readonly ColumnSample[],
  options: ColumnOptions,
): { text: number; label: number | null; split: number | null } {
  const text = options.text_column === '' ? sniffText(samples) : named(path, samples, options.text_column, 'sentences')
  const likely = sniffSplit(samples, text)
  const sniffed = options.splits === 'no' ? null : likely
  const split = options.split_column === '' ? sniffed : named(path, samples, options.split_column, 'splits')
  if (options.labelled === 'no') return { text, label: null, split }
  if (options.label_column !== '') return { text, label: named(path, samples, options.label_column, 'labels'), split }
  // A column that names splits holds no labels, whether it is used or not.
  const label = sniffLabel(samples, text, [split, likely])
  if (label === null && options.labelled === 'yes')
    throw new InputProblem(path, null, say.corpus.noLabelColumn(basename(path), ...listed(samples)))
  return { text, label, split }
}

/** The layout of a file of fields with the columns that are chosen of them. */
export function fieldsLayout(
  kind: FieldsLayout['kind'],
  path: string,
  samples: readonly ColumnSample[],
  options: ColumnOptions,
): FieldsLayout {
  const columns = samples.map(({ name }) => name)
  const { text, label, split } = chooseColumns(path, samples, options)
  const nameOf = (column: number | null) => (column === null ? null : columns[column])
  return { kind, columns, text: columns[text], label: nameOf(label), split: nameOf(split) }
}

function named(path: string, samples: readonly ColumnSample[], name: string, what: 'sentences' | 'labels' | 'splits'): number {
  const exact = samples.findIndex((column) => column.name === name)
  const index = exact >= 0 ? exact : samples.findIndex((column) => column.name.toLowerCase() === name.trim().toLowerCase())
  if (index >= 0) return index
  if (/^\d+$/.test(name) && Number(name) >= 1 && Number(name) <= samples.length) return Number(name) - 1
  throw new InputProblem(path, null, say.corpus.noColumn(basename(path), name, what, ...listed(samples)))
}

const LISTED = 12

/** The first columns in quotes, and how many more there are. */
const listed = (samples: readonly ColumnSample[]): [names: string[], more: number] => [
  samples.slice(0, LISTED).map(({ name }) => `"${name}"`),
  Math.max(0, samples.length - LISTED),
]

const filled = (values: readonly string[]): string[] => values.filter((value) => value.trim() !== '')
const wordsOf = (value: string): number => value.trim().split(/\s+/).length
const mean = (numbers: readonly number[]): number => (numbers.length > 0 ? numbers.reduce((a, b) => a + b, 0) / numbers.length : 0)
export const isNumeric = (value: string): boolean => value.trim() !== '' && Number.isFinite(Number(value))

/** Mean words of the values that are text; 0 for a column that is mostly numbers or empty. */
export function textiness(values: readonly string[]): number {
  const present = filled(values)
  if (present.length * 2 < values.length || present.filter(isNumeric).length * 2 > present.length) return 0
  return mean(present.map(wordsOf))
}

function sniffText(samples: readonly ColumnSample[]): number {
  const scores = samples.map(({ values }) => textiness(values))
  const longest = Math.max(0, ...scores)
  let best = -1
  let rank = Infinity
  for (const [index, { name }] of samples.entries()) {
    const place = TEXT_ORDER.findIndex((pattern) => new RegExp(`^(?:${pattern})$`, 'i').test(leafOf(name)))
    // A title beside a long text is not what is meant: a named column must hold a fair share of the words.
    if (place >= 0 && place < rank && scores[index] >= Math.min(longest, Math.max(1, longest / 4))) [best, rank] = [index, place]
  }
  if (best >= 0) return best
  return Math.max(0, scores.indexOf(longest))
}

/** A column of nothing but names of splits: by its name, else only where it names several. */
function sniffSplit(samples: readonly ColumnSample[], text: number): number | null {
  const likely = samples.flatMap(({ name, values }, index) => {
    const present = filled(values)
    const splits = new Set(present.map(splitOfValue))
    if (index === text || present.length === 0 || splits.has(null)) return []
    return SPLIT_NAMES.test(leafOf(name)) || splits.size > 1 ? [index] : []
  })
  return likely.find((index) => SPLIT_NAMES.test(leafOf(samples[index].name))) ?? likely[0] ?? null
}

function sniffLabel(samples: readonly ColumnSample[], text: number, others: readonly (number | null)[]): number | null {
  const taken = (index: number) => index === text || others.includes(index)
  const short = (values: readonly string[]) =>
    filled(values).length > 0 && filled(values).every((value) => value.length <= MAX_LABEL_LENGTH)
  const named = samples.findIndex(({ name, values }, index) => !taken(index) && LABEL_NAMES.test(leafOf(name)) && short(values))
  if (named >= 0) return named
  const likely = samples
    .map(({ values }, index) => ({ index, values: filled(values), all: values.length }))
    .filter(({ index, values, all }) => {
      const different = new Set(values).size
      const repeats = values.length >= 8 && different > 1 && different <= Math.min(20, values.length / 4)
      return !taken(index) && values.length === all && repeats && values.every((value) => value.length <= 40)
    })
  // Where several columns repeat few values, those of a word or two are labels rather than phrases.
  const brief = likely.filter(({ values }) => mean(values.map(wordsOf)) <= 2)
  const chosen = likely.length > 1 ? brief : likely
  return chosen.length === 1 ? chosen[0].index : null
}
