import { basename } from 'node:path'
import type { Preview } from '../../shared/preview'
import { say } from '../../texts/terminal'
import { table } from './table'

const words = say.tables.preview

/** Lines of a file that are shown. */
const LINES = 5

/** How the files of an import would be read, each with its first sentences. */
export function previewText({ files }: Preview): string {
  return files
    .map((file) => {
      const rows = file.head
        .slice(0, LINES)
        .map(({ line, label, text, kept }) => [String(line), label ?? '', kept ? text : words.leftOut(text)])
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
  const facts = [split ?? (by === null ? words.cut : words.named), compressed ? words.gzip(layout) : layout]
  if (layout !== 'parquet') facts.push(encoding)
  if (delimiter) facts.push(words.delimiter(delimiter), header ? words.header : words.noHeader, quotes ? words.quotes : words.noQuotes)
  if (columns.length > 0)
    facts.push(
      words.columns(columns),
      words.sentences(text ?? ''),
      label === null ? words.noLabels : words.labels(label),
      ...(by === null ? [] : [words.splits(by)]),
    )
  else facts.push(labelled ? words.labelled : words.noLabels)
  return facts
}
