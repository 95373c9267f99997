import type { ReportTable } from '../../shared/report/table'
import { say } from '../../texts/terminal'
import { table } from './table'

/** The report table for a terminal: numbers aligned, the best of a column with a star. */
export function comparisonText({ caption, columns, parts }: ReportTable): string {
  const marked = parts.some(({ rows }) => rows.some(({ cells }) => cells.some(({ best }) => best)))
  const star = (best: boolean) => (marked ? (best ? '*' : ' ') : '')
  const rows = parts.flatMap(({ title, citation, rows }) => [
    ...(title === null ? [] : [`${title}: ${citation}`]),
    ...rows.map(({ kind, label, seeds, cells }) => [
      kind === 'difference' ? `  ${label}` : label,
      seeds === null ? '' : String(seeds),
      ...cells.map(({ text, best }) => text + star(best)),
    ]),
  ])
  const head = [...say.tables.compare.heads, ...columns.map((label) => label + star(false))]
  // A title stands over the columns instead of widening the first.
  const lines = table([head, ...rows.filter((row) => typeof row !== 'string')], [1, ...columns.map((_, i) => i + 2)]).split('\n')
  const body = rows.map((row) => (typeof row === 'string' ? `\n${row}` : (lines.splice(1, 1)[0] ?? '')))
  return [caption, '', lines[0], ...body, ...(marked ? ['', say.tables.compare.best] : []), ''].join('\n')
}
