import type { ComparedMethod, Comparison } from './comparison'
import { METRICS, type MetricId } from './metrics'
import { PUBLISHED, type PublishedRow } from './paper/published'
import { PRESETS } from './settings'

/** Why a difference to a published value says nothing: the paper prints none, or other sentences, another setting or latent. null where it says something. */
export function whyNoDifference(
  { split }: Pick<Comparison, 'split'>,
  row: ComparedMethod,
  id: MetricId,
): 'not printed' | 'no value' | 'split' | 'latent' | 'setting' | null {
  const [own, printed] = [row.cells[id], row.published?.values[id]]
  if (printed === undefined) return 'not printed'
  if (!own) return 'no value'
  if (split !== 'test') return 'split'
  const { preset, settings } = row.runs[0].config
  if (METRICS[id].unit === 'units') return settings.latent === PRESETS[PUBLISHED.preset].settings.latent ? null : 'latent'
  const same = preset === PUBLISHED.preset && row.evaluations.every(({ sentences }) => sentences === PUBLISHED.sentences)
  return same ? null : 'setting'
}

/**
 * A method's value less the published one, or null where such a difference says nothing: another split or preset, another size of
 * the split or number of settings. Counts of units can be compared on any corpus with the same latent; all else needs the
 * published preset and as many test sentences.
 */
export function differenceToPublished(comparison: Pick<Comparison, 'split'>, row: ComparedMethod, id: MetricId): number | null {
  if (whyNoDifference(comparison, row, id) !== null) return null
  return (row.cells[id]?.mean ?? 0) - (row.published?.values[id] ?? 0)
}

/** A published row under the name that the compared method has. */
export interface NamedPublished extends PublishedRow {
  name: string
}

/** The published rows of the methods compared, each once, in the order of the paper's table. */
export function publishedOf({ rows }: Pick<Comparison, 'rows'>): NamedPublished[] {
  const names = new Map(rows.map(({ published, name }) => [published, name]))
  return PUBLISHED.rows.flatMap((row) => (names.has(row) ? [{ ...row, name: names.get(row) ?? '' }] : []))
}
