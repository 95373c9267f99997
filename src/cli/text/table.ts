import { cells, pad } from './wrap'

/** Rows as text in columns, two spaces apart; the columns named in `right` (by index) are aligned to the right. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const columns = Math.max(0, ...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => cells(row[i] ?? ''))))
  return rows
    .map((row) =>
      widths
        .map((width, i) => pad(row[i] ?? '', width, right.includes(i)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
