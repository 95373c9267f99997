import { say } from '../texts/shared'
import type { Split } from './corpus'
import { METRICS, PAPER_COLUMNS, intervalOf, type MetricId } from './metrics'
import { methodKey } from './objective'
import { publishedRow, type PublishedRow } from './paper/published'
import type { Evaluation, Run } from './run'
import { contextsOf } from './run-contexts'
import { SETTING_KEYS } from './settings'

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

/** Runs that differ in nothing but their seeds, or one run: a row of the paper's table. */
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
  /** Columns of which it has the best value among the rows that it can be compared with: of the same corpus, on the same split. */
  best: ReadonlySet<MetricId>
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

export interface ComparisonOptions {
  split?: Split
  columns?: readonly MetricId[]
  /** `methods`: the seeds of a method are one row; `runs`: each run is one. */
  by?: 'methods' | 'runs'
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
  { split = 'test', columns = PAPER_COLUMNS, by = 'methods' }: ComparisonOptions = {},
): Comparison {
  const remarks: string[] = []
  const groups =
    by === 'runs'
      ? runs.map((run) => ({ key: run.id, runs: [run] }))
      : [...Map.groupBy(runs, methodOf)].map(([key, group]) => ({ key, runs: latestOfSeeds(group, remarks) }))
  const contexts = contextsOf(
    groups.map((group) => group.runs[0]),
    by,
  )
  const rows = groups.map(({ key, runs: ofMethod }, i): Omit<ComparedMethod, 'best'> => {
    const [{ name, config }] = ofMethod
    const evaluations = ofMethod.flatMap((run) => run.evaluations.filter((evaluation) => evaluation.split === split))
    if (evaluations.length < ofMethod.length)
      remarks.push(say.comparison.notEvaluated(name, ofMethod.length - evaluations.length, ofMethod.length, split))
    const cells = Object.fromEntries(columns.map((id) => [id, cellOf(id, evaluations)]))
    for (const id of columns) {
      const count = cells[id]?.count ?? 0
      if (count > 0 && count < evaluations.length) remarks.push(say.comparison.partly(name, METRICS[id].label, count, evaluations.length))
    }
    return { key, name, context: contexts[i], runs: ofMethod, evaluations, cells, published: publishedRow(config.objective) }
  })
  return { split, columns, rows: withBest(rows, columns), remarks }
}

/** Equal for runs that differ in nothing but their seeds (and in what trains them). */
export const methodOf = ({ config }: Run): string =>
  [config.corpus, config.preset, methodKey(config.objective), ...SETTING_KEYS.map((key) => config.settings[key])].join('|')

function latestOfSeeds(runs: readonly Run[], remarks: string[]): Run[] {
  return [...Map.groupBy(runs, ({ config }) => config.seed)].map(([seed, same]) => {
    const latest = same.reduce((a, b) => (b.number > a.number ? b : a))
    if (same.length > 1) remarks.push(say.comparison.latestCounts(latest.name, same.length, seed, latest.number))
    return latest
  })
}

function cellOf(id: MetricId, evaluations: readonly Evaluation[]): Cell | null {
  const defined = evaluations.filter(({ values }) => typeof values[id] === 'number' && Number.isFinite(values[id]))
  const summary = meanAndDeviation(defined.map(({ values }) => values[id] as number))
  return summary && { ...summary, count: defined.length, interval: defined.length === 1 ? intervalOf(id, defined[0].intervals[id]) : null }
}

/** Decimals of a metric: those of its definition, and one where a mean of whole numbers is shown. */
export const decimalsOf = (id: MetricId, count: number): number => Math.max(METRICS[id].decimals, count > 1 ? 1 : 0)

/**
 * Marks the best values, by each metric's healthier direction, among the rows of one corpus. Rows that are shown as the same number
 * are all best. Nothing is best where neither direction is better, or where there is nothing to compare with.
 */
function withBest(rows: readonly Omit<ComparedMethod, 'best'>[], columns: readonly MetricId[]): ComparedMethod[] {
  const best = new Map(rows.map(({ key }) => [key, new Set<MetricId>()]))
  for (const ofCorpus of Map.groupBy(rows, ({ runs }) => runs[0].config.corpus).values())
    for (const id of columns) {
      const { better } = METRICS[id]
      const defined = ofCorpus.flatMap(({ key, cells }) => (cells[id] ? [{ key, cell: cells[id] }] : []))
      if (better === 'none' || defined.length < 2) continue
      const decimals = defined.reduce((most, { cell }) => Math.max(most, decimalsOf(id, cell.count)), 0)
      const shown = defined.map(({ cell }) => Number(cell.mean.toFixed(decimals)))
      const winner = shown.reduce((a, b) => (better === 'higher' ? Math.max(a, b) : Math.min(a, b)))
      defined.forEach(({ key }, i) => shown[i] === winner && best.get(key)?.add(id))
    }
  return rows.map((row) => ({ ...row, best: best.get(row.key) ?? new Set() }))
}

/**
 * Rows in the order of a metric's means, those in which it is not defined at the end, equal ones as they stood. `descending`: the
 * largest first.
 */
export function sortRows(rows: readonly ComparedMethod[], id: MetricId, descending: boolean): ComparedMethod[] {
  return [...rows].sort((a, b) => {
    const [x, y] = [a.cells[id]?.mean, b.cells[id]?.mean]
    if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined)
    return descending ? y - x : x - y
  })
}

/** Why a row has no value in a column: its runs were not evaluated, or it is not defined for them. null where it has one. */
export function whyNone(row: ComparedMethod, id: MetricId): 'not evaluated' | 'sphere' | 'not measured' | 'not defined' | null {
  if (row.cells[id]) return null
  if (row.evaluations.length === 0) return 'not evaluated'
  if (id.startsWith('cu_') && onSphere(row.runs[0])) return 'sphere'
  return row.evaluations.some(({ values }) => values[id] !== undefined) ? 'not defined' : 'not measured'
}

/** Whether a run's posteriors lie on the sphere, where consistent units do not exist. */
export const onSphere = ({ config }: Run): boolean => 'kappa' in config.objective.parameters
