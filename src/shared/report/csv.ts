import type { Comparison } from '../comparison'
import { differenceToPublished, publishedOf } from '../published-difference'
import { PUBLISHED } from '../paper/published'
import type { TableOptions } from './table'

type Field = string | number | null | undefined

/** Rows as RFC 4180 has them: quoted where needed, lines ended by CRLF; what is not there is empty. */
export const csvOf = (rows: readonly (readonly Field[])[]): string => rows.map((row) => `${row.map(fieldOf).join(',')}\r\n`).join('')

function fieldOf(value: Field): string {
  const text = value === null || value === undefined ? '' : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/**
 * A comparison at full precision: for each metric the mean, the standard deviation over seeds (empty for one) and the 95 % interval
 * (of a single run). `source` says whether a row is the user's own, a difference to the published row, or that row. An empty field:
 * not defined for the method, never 0.
 */
export function toCsv(comparison: Comparison, { differences = false }: Pick<TableOptions, 'differences'> = {}): string {
  const { columns, rows, split } = comparison
  const head = ['source', 'method', 'corpus', 'preset', 'context', 'split', 'sentences', 'seeds', ...columns.flatMap(statistics)]
  const own = rows.flatMap((row) => {
    const [{ corpus_name, config }] = row.runs
    const about = [row.name, corpus_name, config.preset, row.context, split, row.evaluations[0]?.sentences, row.runs.length]
    const values = columns.flatMap((id) => {
      const { mean, sd, interval } = row.cells[id] ?? {}
      return [mean, sd, interval?.[0], interval?.[1]]
    })
    if (!differences || !row.published) return [['own', ...about, ...values]]
    const less = columns.flatMap((id) => [differenceToPublished(comparison, row, id), null, null, null])
    return [
      ['own', ...about, ...values],
      ['difference', ...about, ...less],
    ]
  })
  const published = publishedOf(comparison).map(({ name, values }) => [
    'published',
    name,
    PUBLISHED.corpus,
    PUBLISHED.preset,
    PUBLISHED.citation,
    'test',
    PUBLISHED.sentences,
    null,
    ...columns.flatMap((id) => [values[id], null, null, null]),
  ])
  return csvOf([head, ...own, ...published])
}

const statistics = (id: string): string[] => [id, `${id}_sd`, `${id}_low`, `${id}_high`]
