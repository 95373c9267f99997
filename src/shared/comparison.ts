import { say } from '../texts/shared'
import type { Split } from './corpus'
import { METRICS, PAPER_COLUMNS, type MetricId } from './metrics'
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
  [config.corpus, config.preset, methodKey(config.objective), ...SETTINGS.map((key) => config.settings[key])].join('|')

const SETTINGS = Object.keys(PRESETS.short.settings) as (keyof Settings)[]

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
  return summary && { ...summary, count: defined.length, interval: defined.length === 1 ? (defined[0].intervals[id] ?? null) : null }
}

/** For each run in words what differs among them all, beside method and seed; of single runs the seed too, and where that is not enough the number. */
function contextsOf(runs: readonly Run[], by: 'methods' | 'runs'): string[] {
  const parts: ((run: Run) => string)[] = [
    (run) => run.corpus_name,
    (run) => say.comparison.preset(run.config.preset),
    ...(by === 'runs' ? [(run: Run) => say.comparison.seed(run.config.seed)] : []),
  ]
  const [corpus, preset, seed] = parts.map((part) => (new Set(runs.map(part)).size > 1 ? part : null))
  const settings = tellingSettings(runs)
  const said = runs.map((run) => [
    ...[corpus, preset].flatMap((part) => part?.(run) ?? []),
    ...settings(run).map((key) => `${key} ${run.config.settings[key]}`),
    ...(seed ? [seed(run)] : []),
  ])
  const namesTell = new Set(runs.map((run) => run.corpus_name)).size === new Set(runs.map((run) => run.config.corpus)).size
  const whole = runs.map((run, i) => [...(namesTell ? [] : [say.comparison.corpus(run.config.corpus)]), ...said[i]].join(', '))
  if (by === 'methods') return whole
  const labels = runs.map(({ name }, i) => `${name}|${whole[i]}`)
  const counts = new Map<string, number>()
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1)
  return whole.map((text, i) => (counts.get(labels[i]) === 1 ? text : [text, `#${runs[i].number}`].filter(Boolean).join(', ')))
}

/**
 * Of each run the settings worth naming among some runs: those that are not the same for all. Of different presets, whose settings
 * differ in almost everything, only what is not the preset's own.
 */
export function tellingSettings(runs: readonly Run[]): (run: Run) => (keyof Settings)[] {
  const differing = SETTINGS.filter((key) => new Set(runs.map((run) => run.config.settings[key])).size > 1)
  const onePreset = new Set(runs.map((run) => run.config.preset)).size === 1
  return ({ config: { preset, settings } }) => differing.filter((key) => onePreset || settings[key] !== PRESETS[preset].settings[key])
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
