import { basename } from 'node:path'
import type { Preview } from '../shared/preview'
import { table } from './table'

/** Lines of a file that are shown. */
const LINES = 5

/** How the files of an import would be read, each with its first sentences. */
export function previewText({ files }: Preview): string {
  return files
    .map((file) => {
      const rows = file.head
        .slice(0, LINES)
        .map(({ line, label, text, kept }) => [String(line), label ?? '', kept ? text : `(left out) ${text}`])
      return `${basename(file.path)}: ${factsOf(file).join(', ')}\n${table(rows, [0])}`
    })
    .join('\n\n')
}

function factsOf(file: Preview['files'][number]): string[] {
  const {
    split,
    layout,
    compressed,
    encoding,
    delimiter,
    quotes,
    header,
    columns,
    text_column: text,
    label_column: label,
    split_column: by,
    labelled,
  } = file
  const facts = [split ?? (by === null ? 'to be cut' : 'splits named'), compressed ? `${layout} packed by gzip` : layout]
  if (layout !== 'parquet') facts.push(encoding)
  if (delimiter)
    facts.push(
      `separated by ${delimiter}`,
      header ? 'first row names the columns' : 'no header',
      quotes ? 'cells may be quoted' : 'no quoting',
    )
  if (columns.length > 0)
    facts.push(
      `columns ${columns.join(' | ')}`,
      `sentences in ${text}`,
      label === null ? 'no labels' : `labels in ${label}`,
      ...(by === null ? [] : [`splits in ${by}`]),
    )
  else facts.push(labelled ? 'label and tab before each sentence' : 'no labels')
  return facts
}
