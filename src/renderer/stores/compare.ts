import { defineStore } from 'pinia'
import { computed, shallowReactive } from 'vue'
import { z } from 'zod'
import { compareRuns, type Comparison } from '../../shared/comparison'
import { splitSchema } from '../../shared/corpus'
import { METRIC_IDS } from '../../shared/metrics'
import type { Run } from '../../shared/run'
import { columnSchema, HEALTH, isMetric, LEAST_WIDTH, MOST_WIDTH, NAME, orderRows, STANDARD_COLUMNS } from '../compare/columns'
import { evaluationOn } from '../health'
import { racesOf } from '../compare/race'
import { filterRuns, isNarrowed, runFilterSchema } from '../compare/filter'
import { useRemembered } from './remembered'
import { useRuns } from './runs'

export const COMPARE_VIEWS = ['table', 'curves', 'trade-off', 'figure', 'race'] as const
export type CompareView = (typeof COMPARE_VIEWS)[number]

/** What a verdict on the latent space is read from. */
const HEALTH_METRICS = ['au', 'mi', 'cu_03', 'joint_kl'] as const
/** So many latent spaces are drawn before any run was chosen, and at the most. */
const PICTURED_AT_FIRST = 3
const MOST_PICTURED = 12
/** So many curves are drawn before any run was chosen. */
const DRAWN_AT_FIRST = 8

const metric = z.enum(METRIC_IDS)
const schema = z.object({
  view: z.enum(COMPARE_VIEWS).catch('table'),
  split: splitSchema.catch('test'),
  by: z.enum(['methods', 'runs']).catch('methods'),
  filter: runFilterSchema.catch(runFilterSchema.parse({})),
  sort: z
    .object({ column: z.union([columnSchema, z.literal(NAME)]), descending: z.boolean() })
    .nullable()
    .catch(null),
  columns: z
    .array(columnSchema)
    .min(1)
    .catch([...STANDARD_COLUMNS]),
  pinned: z.array(columnSchema).catch([]),
  widths: z.record(z.string(), z.number().min(LEAST_WIDTH).max(MOST_WIDTH)).catch({}),
  /** Runs chosen for curves, trade-off and figure. */
  chosen: z.array(z.string()).catch([]),
  /** Metrics whose curves are drawn. */
  curves: z.array(metric).catch(['loss', 'rec', 'kl', 'density_gap', 'au', 'mi']),
  axes: z.object({ x: metric, y: metric, log: z.partialRecord(metric, z.boolean()).catch({}) }).catch({ x: 'mi', y: 'joint_kl', log: {} }),
  /** The race looked at; null: the newest. */
  race: z.string().nullable().catch(null),
})

/** Answers the old list where the new one has the same runs, so that what hangs on it is not computed again. */
function steady(next: Run[], old: Run[] | undefined): Run[] {
  return old && old.length === next.length && old.every((run, i) => run === next[i]) ? old : next
}

/** What is compared, and how it is laid out; remembered. */
export const useCompare = defineStore('compare', () => {
  const kept = useRemembered('compare', schema, schema.parse({}))
  const runs = useRuns()
  const unfolded = shallowReactive(new Set<string>())

  /** Finished runs in the order they were started. */
  const finished = computed<Run[]>((old) => steady([...runs.finished].reverse(), old))
  const listed = computed<Run[]>((old) => steady(filterRuns(finished.value, kept.value.filter), old))

  /** Columns from left to right: those that are pinned stand first. */
  const columns = computed(() => {
    const { columns, pinned } = kept.value
    return [...columns.filter((id) => pinned.includes(id)), ...columns.filter((id) => !pinned.includes(id))]
  })
  /** Metrics that must be known for the columns: of health what it is read from. */
  const metrics = computed(() => {
    const shown = columns.value.filter(isMetric)
    return columns.value.includes(HEALTH) ? [...new Set([...shown, ...HEALTH_METRICS])] : shown
  })

  /** The table: what the filter leaves, in the order asked for. */
  const comparison = computed<Comparison>(() => {
    const { split, by, sort } = kept.value
    const compared = compareRuns(listed.value, { split, by, columns: metrics.value })
    return sort ? { ...compared, rows: orderRows(compared.rows, sort.column, sort.descending) } : compared
  })
  const anySeeds = computed(() => kept.value.by === 'runs' || comparison.value.rows.length < listed.value.length)

  const ids = computed(() => new Set(kept.value.chosen))

  /** The seed of all that is listed; null where they have several, and it must be said of each. */
  const seed = computed(() => {
    const seeds = new Set(listed.value.map((run) => run.config.seed))
    return seeds.size === 1 ? [...seeds][0] : null
  })

  /** The runs chosen, of those that there are, in the order they were started. */
  const chosen = computed<Run[]>((old) => {
    return steady(
      finished.value.filter((run) => ids.value.has(run.id)),
      old,
    )
  })

  const isChosen = (id: string) => ids.value.has(id)

  /** Chooses runs, or lets go of them. */
  function choose(runs: readonly string[], wanted: boolean): void {
    const given = new Set(runs)
    const others = kept.value.chosen.filter((id) => !given.has(id))
    kept.value.chosen = wanted ? [...others, ...runs] : others
  }

  /** The runs whose latent spaces are drawn: the first of those chosen, else the newest of one corpus. */
  const pictured = computed<Run[]>((old) => {
    if (chosen.value.length > 0) return steady(chosen.value.slice(0, MOST_PICTURED), old)
    const newest = [...finished.value].reverse()
    const ofCorpus = newest.filter((run) => run.config.corpus === newest[0].config.corpus && evaluationOn(run, kept.value.split))
    return steady(ofCorpus.slice(0, PICTURED_AT_FIRST).reverse(), old)
  })

  /** The runs whose curves are drawn: those chosen, else the newest listed. */
  const drawn = computed<Run[]>((old) => steady(chosen.value.length > 0 ? chosen.value : listed.value.slice(-DRAWN_AT_FIRST), old))

  const races = computed(() => racesOf(runs.list))

  const narrowed = computed(() => isNarrowed(kept.value.filter))
  const widen = () => void (kept.value.filter = runFilterSchema.parse({}))

  function fold(key: string): void {
    if (!unfolded.delete(key)) unfolded.add(key)
  }

  /** What a copy holds: the rows chosen where any are, else all that are listed; in the table's order and with its metrics. */
  const toCopy = computed<Comparison>(() => {
    const shown = columns.value.filter(isMetric)
    const some = listed.value.some((run) => ids.value.has(run.id))
    const rows = comparison.value.rows.flatMap((row) => row.runs.filter((run) => !some || ids.value.has(run.id)))
    return compareRuns(rows, { split: kept.value.split, by: kept.value.by, columns: shown })
  })

  return {
    kept,
    finished,
    listed,
    columns,
    comparison,
    anySeeds,
    seed,
    chosen,
    isChosen,
    choose,
    pictured,
    drawn,
    races,
    narrowed,
    widen,
    unfolded,
    fold,
    toCopy,
  }
})
