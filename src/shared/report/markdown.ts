import { say } from '../../texts/shared'
import type { ReportTable } from './table'

/** Text as Markdown shows it, inside a table too. */
export const escapeMarkdown = (text: string): string => text.replace(/[\\`*_[\]<>|#~]/g, (sign) => `\\${sign}`)

/** Rows as a Markdown table; the first columns, `left` of them, are aligned to the left. Cells are Markdown already. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[], left = 1): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, i) => (i < left ? '---' : '--:'))), ...rows.map(line)].join('\n')
}

/** The report table in Markdown, the best of a column in bold; published rows in a table of their own. */
export const toMarkdown = (table: ReportTable): string => `${escapeMarkdown(table.caption)}\n\n${tablesOf(table)}\n`

/** The parts of the report table, each as a table, under its title where it has one. */
export function tablesOf({ columns, parts }: Pick<ReportTable, 'columns' | 'parts'>): string {
  const tables = parts.map(({ title, citation, rows }) => {
    const own = title === null
    const cells = rows.map(({ label, seeds, cells }) => [
      escapeMarkdown(label),
      ...(own ? [seeds === null ? '' : String(seeds)] : []),
      ...cells.map(({ text, best }) => (best ? `**${text}**` : text)),
    ])
    const head = [say.comparison.method, ...(own ? [say.comparison.seeds] : []), ...columns.map(escapeMarkdown)]
    return `${own ? '' : `${escapeMarkdown(`${title}: ${citation}`)}\n\n`}${markdownTable(head, cells)}`
  })
  return tables.join('\n\n')
}
