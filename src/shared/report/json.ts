import type { Comparison } from '../comparison'
import { differenceToPublished, publishedOf } from '../published-difference'
import { METRICS } from '../metrics'
import { PUBLISHED } from '../paper/published'

/** A comparison at full precision as plain data: what the other formats show, and where it comes from. null: not defined. */
export function toJson(comparison: Comparison) {
  const { split, columns, rows, remarks } = comparison
  const { title, citation, corpus, preset, sentences } = PUBLISHED
  return {
    split,
    columns: columns.map((id) => ({ id, ...METRICS[id] })),
    rows: rows.map((row) => {
      const [{ corpus_name, config }] = row.runs
      return {
        method: row.name,
        objective: config.objective,
        corpus: { id: config.corpus, name: corpus_name },
        preset: config.preset,
        settings: config.settings,
        sentences: row.evaluations[0]?.sentences ?? null,
        runs: row.runs.map(({ id, number, config: { seed }, best_epoch }) => ({ id, number, seed, best_epoch })),
        values: Object.fromEntries(
          columns.map((id) => {
            const cell = row.cells[id]
            const published = row.published?.values[id] ?? null
            return [
              id,
              cell ? { ...cell, best: row.best.has(id), published, difference: differenceToPublished(comparison, row, id) } : null,
            ]
          }),
        ),
      }
    }),
    published: {
      ...{ title, citation, corpus, preset, sentences },
      rows: publishedOf(comparison).map(({ name, choice, values }) => ({ method: name, objective: choice, values })),
    },
    remarks,
  }
}
