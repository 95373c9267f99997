import type { Split } from './corpus'
import { formatMetric, METRICS, PAPER_COLUMNS, type MetricId } from './metrics'
import { methodKey, PUBLISHED, publishedRow, type PublishedRow } from './paper'
import { PRESETS, type Settings } from './settings'
import type { Evaluation, Run } from './run'

/** A metric of a method: over its seeds, or of its single run. */
export interface Cell {
  mean: number
  /** Sample standard deviation over seeds; null for one. */
  sd: number | null
  /** Seeds behind it. */
  count: number
  /** 95 % interval of a single run, [low, high]; null for several, or where none was estimated. */
  interval: readonly [number, number] | null
}

/** Runs that differ in nothing but their seeds: a row of the paper's table. */
export interface ComparedMethod {
  /** Equal for equal rows. */
  key: string
  name: string
  /** What sets it apart from the other rows beside its method: corpus, preset, settings; empty where that is the same for all. */
  context: string
  /** One a seed, the latest, in the order given. */
  runs: readonly Run[]
  /** Those runs that were evaluated on the split. */
  evaluations: readonly Evaluation[]
  /** null where the metric does not apply to this method, or was not evaluated. */
  cells: Readonly<Partial<Record<MetricId, Cell | null>>>
  /** What the paper prints for this method on its own corpus; null where it prints nothing. */
  published: PublishedRow | null
}

export interface Comparison {
  split: Split
  columns: readonly MetricId[]
  rows: readonly ComparedMethod[]
  /** What is worth knowing, in sentences. */
  remarks: readonly string[]
}

/** Mean and sample standard deviation (n − 1) of values; the deviation of a single one is null. Empty: null. */
export function meanAndDeviation(values: readonly number[]): { mean: number; sd: number | null } | null {
  if (values.length === 0) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  if (values.length === 1) return { mean, sd: null }
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) }
}

/**
 * Runs by method: those of one method, corpus, preset and settings are one row, with the mean and deviation over their seeds. Of
 * several runs of one seed the latest counts. Rows stand in the order in which their first run is given.
 */
export function compareRuns(
  runs: readonly Run[],
  { split = 'test', columns = PAPER_COLUMNS }: { split?: Split; columns?: readonly MetricId[] } = {},
): Comparison {
  const remarks: string[] = []
  const groups = [...Map.groupBy(runs, keyOf)].map(([key, group]) => ({ key, runs: latestOfSeeds(group, remarks) }))
  const contexts = contextsOf(groups.map((group) => group.runs[0]))
  const rows = groups.map(({ key, runs: ofMethod }, i): ComparedMethod => {
    const [{ name, config }] = ofMethod
    const evaluations = ofMethod.flatMap((run) => run.evaluations.filter((evaluation) => evaluation.split === split))
    if (evaluations.length < ofMethod.length) remarks.push(notEvaluated(name, ofMethod.length - evaluations.length, ofMethod.length, split))
    const cells = Object.fromEntries(columns.map((id) => [id, cellOf(id, evaluations)]))
    for (const id of columns) {
      const count = cells[id]?.count ?? 0
      if (count > 0 && count < evaluations.length)
        remarks.push(`${name}: ${METRICS[id].label} is defined for ${count} of ${evaluations.length} runs, and is the mean of those.`)
    }
    return { key, name, context: contexts[i], runs: ofMethod, evaluations, cells, published: publishedRow(config.objective) }
  })
  return { split, columns, rows, remarks }
}

const keyOf = ({ config }: Run): string =>
  [config.corpus, config.preset, methodKey(config.objective), ...SETTINGS.map((key) => config.settings[key])].join('|')

const SETTINGS = Object.keys(PRESETS.short.settings) as (keyof Settings)[]

function latestOfSeeds(runs: readonly Run[], remarks: string[]): Run[] {
  return [...Map.groupBy(runs, ({ config }) => config.seed)].map(([seed, same]) => {
    const latest = same.reduce((a, b) => (b.number > a.number ? b : a))
    if (same.length > 1) remarks.push(`${latest.name}: of ${same.length} runs of seed ${seed} the latest counts, #${latest.number}.`)
    return latest
  })
}

const notEvaluated = (name: string, missing: number, all: number, split: Split): string =>
  all === 1 ? `${name} is not evaluated on ${split}.` : `${name}: ${missing} of ${all} runs are not evaluated on ${split}.`

function cellOf(id: MetricId, evaluations: readonly Evaluation[]): Cell | null {
  const defined = evaluations.filter(({ values }) => typeof values[id] === 'number' && Number.isFinite(values[id]))
  const summary = meanAndDeviation(defined.map(({ values }) => values[id] as number))
  return summary && { ...summary, count: defined.length, interval: defined.length === 1 ? (defined[0].intervals[id] ?? null) : null }
}

/** For each run in words what differs among them all, beside method and seed. */
function contextsOf(runs: readonly Run[]): string[] {
  const parts: ((run: Run) => string)[] = [
    (run) => run.corpus_name,
    (run) => `preset ${run.config.preset}`,
    ...SETTINGS.map((key) => (run: Run) => `${key} ${run.config.settings[key]}`),
  ]
  const differing = parts.filter((part) => new Set(runs.map(part)).size > 1)
  const said = runs.map((run) => differing.map((part) => part(run)))
  const namesTell = new Set(runs.map((run) => run.corpus_name)).size === new Set(runs.map((run) => run.config.corpus)).size
  return runs.map((run, i) => [...(namesTell ? [] : [`corpus ${run.config.corpus}`]), ...said[i]].join(', '))
}

/** Decimals of a metric: those of its definition, and one where a mean of whole numbers is shown. */
export const decimalsOf = (id: MetricId, count: number): number => Math.max(METRICS[id].decimals, count > 1 ? 1 : 0)

/**
 * Whether a row has the best value of a column, by the metric's healthier direction, among the rows of its corpus. Rows that are
 * shown as the same number are all best. Never so where neither direction is better or nothing is there to compare with.
 */
export function isBest({ rows }: Comparison, row: ComparedMethod, id: MetricId): boolean {
  const { better } = METRICS[id]
  const own = row.cells[id]
  if (better === 'none' || !own) return false
  const corpus = row.runs[0].config.corpus
  const cells = rows.filter(({ runs }) => runs[0].config.corpus === corpus).flatMap(({ cells }) => cells[id] ?? [])
  if (cells.length < 2) return false
  const decimals = Math.max(...cells.map(({ count }) => decimalsOf(id, count)))
  const shown = cells.map(({ mean }) => Number(mean.toFixed(decimals)))
  return Number(own.mean.toFixed(decimals)) === (better === 'higher' ? Math.max(...shown) : Math.min(...shown))
}

/**
 * A method's value less the published one, or null where such a difference says nothing: another split or preset, another size of
 * the split or number of settings. Counts of units can be compared on any corpus with the same latent; all else needs the
 * published preset and as many test sentences.
 */
export function differenceToPublished({ split }: Comparison, row: ComparedMethod, id: MetricId): number | null {
  const [own, printed] = [row.cells[id], row.published?.values[id]]
  if (!own || printed === undefined || split !== 'test') return null
  const { preset, settings } = row.runs[0].config
  const comparable =
    METRICS[id].unit === 'units'
      ? settings.latent === PRESETS[PUBLISHED.preset].settings.latent
      : preset === PUBLISHED.preset && row.evaluations.every(({ sentences }) => sentences === PUBLISHED.sentences)
  return comparable ? own.mean - printed : null
}

/** The published rows of the methods compared, each once, in the order of the paper's table. */
export function publishedOf({ rows }: Comparison): PublishedRow[] {
  const wanted = new Set(rows.map(({ published }) => published))
  return PUBLISHED.rows.filter((row) => wanted.has(row))
}

/**
 * `−40.19 ± 0.12` over seeds; a single run's value alone or, with `halfWidths`, with half the width of its 95 % interval; a dash where
 * the metric does not apply.
 */
export function formatCell(id: MetricId, cell: Cell | null | undefined, { halfWidths = false } = {}): string {
  if (!cell) return formatMetric(id, null)
  const decimals = decimalsOf(id, cell.count)
  const value = cell.count > 1 && METRICS[id].decimals === 0 ? formatMeanOfWholes(cell.mean) : formatMetric(id, cell.mean)
  const spread = cell.sd ?? (halfWidths && cell.interval ? (cell.interval[1] - cell.interval[0]) / 2 : null)
  return spread === null ? value : `${value} ± ${spread.toFixed(decimals)}`
}

const formatMeanOfWholes = (mean: number): string => mean.toFixed(1).replace('-', '−')

/** A value as the paper prints it: whole units, all else with one decimal; a dash where it prints none. */
export function formatPublished(id: MetricId, value: number | undefined): string {
  if (value === undefined) return formatMetric(id, null)
  return value.toFixed(publishedDecimals(id)).replace('-', '−')
}

/** A difference to a published value with its sign and the paper's decimals (one for a mean of whole units); a dash where there is none. */
export function formatDifference(id: MetricId, difference: number | null): string {
  if (difference === null) return formatMetric(id, null)
  const text = Math.abs(difference).toFixed(Number.isInteger(difference) ? publishedDecimals(id) : 1)
  return `${Number(text) === 0 ? '±' : difference > 0 ? '+' : '−'}${text}`
}

const publishedDecimals = (id: MetricId): number => (METRICS[id].unit === 'units' ? 0 : 1)
