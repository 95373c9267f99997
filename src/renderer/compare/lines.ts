import { compareRuns, type ComparedMethod, type Comparison } from '../../shared/comparison'
import type { PublishedRow } from '../../shared/paper/published'

/** A line of the table of results as it is drawn. */
export type Line =
  | { kind: 'row'; key: string; row: ComparedMethod }
  /** One of the runs of a row that is unfolded; `row` is that run alone. */
  | { kind: 'seed'; key: string; row: ComparedMethod }
  /** What the paper prints for the method of `row`. */
  | { kind: 'published'; key: string; row: ComparedMethod; published: PublishedRow }

/** Pixels of the lines of each kind. */
export const LINE_HEIGHTS: Record<Line['kind'], number> = { row: 44, seed: 28, published: 40 }

/**
 * The lines of a comparison: each row, under it its runs where it is unfolded, and under the first row of a method, with `published`,
 * what the paper prints for it.
 */
export function linesOf(comparison: Comparison, unfolded: ReadonlySet<string>, published: boolean): Line[] {
  const printed = new Set<PublishedRow>()
  return comparison.rows.flatMap((row): Line[] => {
    const lines: Line[] = [{ kind: 'row', key: row.key, row }]
    if (row.runs.length > 1 && unfolded.has(row.key)) {
      const { split, columns } = comparison
      const { rows } = compareRuns(row.runs, { split, columns, by: 'runs' })
      for (const seed of rows) lines.push({ kind: 'seed', key: seed.key, row: { ...seed, best: new Set() } })
    }
    if (published && row.published && !printed.has(row.published)) {
      printed.add(row.published)
      lines.push({ kind: 'published', key: `published ${row.key}`, row, published: row.published })
    }
    return lines
  })
}
