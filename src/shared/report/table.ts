import type { ComparedMethod, Comparison } from '../comparison'
import { differenceToPublished, publishedOf } from '../published-difference'
import { formatMetric, METRICS } from '../metrics'
import { PUBLISHED } from '../paper/published'
import { changedSettings } from '../settings'
import type { Run } from '../run'
import { say } from '../../texts/shared'
import { formatCell, formatDifference, formatPublished } from './cell-text'

export interface ReportCell {
  text: string
  best: boolean
}

export interface ReportRow {
  kind: 'own' | 'difference' | 'published'
  label: string
  /** Seeds behind it; null where that is not known or not meant. */
  seeds: number | null
  cells: ReportCell[]
}

/** The paper's table in words: every format of it is written from here. */
export interface ReportTable {
  /** What all rows have in common, what ± means, and the ceiling of MI. */
  caption: string
  /** Labels of the metrics. */
  columns: string[]
  /** A part without a title has the user's own rows. */
  parts: { title: string | null; citation: string | null; rows: ReportRow[] }[]
}

export interface TableOptions {
  /** Differences to the published rows, where they say something. */
  differences?: boolean
  /** Half the width of the 95 % interval beside the value of a single run. */
  intervals?: boolean
}

/** The table of a comparison: own rows with the best of each column marked, then what the paper prints for the same methods. */
export function reportTable(comparison: Comparison, { differences = false, intervals = false }: TableOptions = {}): ReportTable {
  const { columns, rows } = comparison
  const plain = (texts: string[]): ReportCell[] => texts.map((text) => ({ text, best: false }))
  const own = rows.flatMap((row): ReportRow[] => {
    const cells = columns.map((id) => ({
      text: formatCell(id, row.cells[id], { halfWidths: intervals }),
      best: row.best.has(id),
    }))
    const label = row.context === '' ? row.name : `${row.name} (${row.context})`
    const method: ReportRow = { kind: 'own', label, seeds: row.runs.length, cells }
    if (!differences || !row.published) return [method]
    const less = columns.map((id) => differenceToPublished(comparison, row, id))
    if (less.every((difference) => difference === null)) return [method]
    const texts = columns.map((id, i) => formatDifference(id, less[i]))
    return [method, { kind: 'difference', label: say.comparison.less, seeds: null, cells: plain(texts) }]
  })
  const published = publishedOf(comparison).map(({ name, values }): ReportRow => {
    const texts = columns.map((id) => formatPublished(id, values[id]))
    return { kind: 'published', label: name, seeds: null, cells: plain(texts) }
  })
  const { title, citation, preset, sentences } = PUBLISHED
  const source = say.comparison.source(title, sentences, preset)
  return {
    caption: [captionOf(comparison, intervals), ...ceilingOf(comparison)].join(' '),
    columns: columns.map((id) => METRICS[id].label),
    parts: [{ title: null, citation: null, rows: own }, ...(published.length > 0 ? [{ title: source, citation, rows: published }] : [])],
  }
}

/** `preset short with epochs 20, train_limit 500`: what differs from the preset. */
export function settingsInWords({ preset, settings }: Run['config']): string {
  return say.comparison.settings(
    preset,
    changedSettings(preset, settings).map((key) => `${key} ${settings[key]}`),
  )
}

export function captionOf({ split, rows }: Comparison, intervals: boolean): string {
  const common = <T>(value: (row: ComparedMethod) => T): T | null => {
    const values = new Set(rows.map(value))
    return values.size === 1 ? [...values][0] : null
  }
  const corpus = common(({ runs }) => runs[0].corpus_name)
  const settings = common(({ runs }) => settingsInWords(runs[0].config))
  const sentences = common(({ evaluations }) => evaluations[0]?.sentences ?? null)
  const what = [corpus, settings, say.comparison.split(split, sentences)].filter((part) => part !== null).join(', ')
  const several = rows.some(({ runs }) => runs.length > 1)
  const spread = [
    ...(several ? [say.comparison.overSeeds] : []),
    ...(intervals && rows.some(({ runs }) => runs.length === 1) ? [say.comparison.halfWidths] : []),
  ]
  return `${what}${spread.length > 0 ? `; ${spread.join('; ')}` : ''}.`
}

/** That MI cannot exceed ln N, where MI is shown and N is the same for all. */
function ceilingOf({ columns, rows }: Comparison): string[] {
  const sizes = new Set(rows.flatMap(({ evaluations }) => evaluations.map(({ sentences }) => sentences)))
  if (sizes.size !== 1 || !columns.includes('mi') || !rows.some(({ cells }) => cells.mi)) return []
  const [size] = sizes
  return [say.comparison.ceiling(size, formatMetric('mi_ceiling', Math.log(size)))]
}
