import { computed, watch } from 'vue'
import { METRICS, METRIC_IDS, type MetricId } from '../../shared/metrics'
import type { ChartRun } from '../charts/chart-run'
import { useCompare } from '../stores/compare'
import { useComparedSeries } from '../stores/compared-series'
import { useNotices } from '../stores/notices'
import { useObjectives } from '../stores/objectives'
import type { XAxis } from '../stores/ui'
import { differenceOf } from './differing'
import { meanCurve, methodsOf, type MeanCurve, type Method } from './overlay'

/** A method of the legend. */
export interface CurveEntry extends Method {
  /** What is said of it beside its context. */
  label: string
  /** As charts see it. */
  chart: ChartRun
}

/** The curves of the runs drawn: methods by what sets them apart, and of each metric the mean over their seeds. */
export function useCurves(axis: () => XAxis) {
  const compare = useCompare()
  const series = useComparedSeries()
  const objectives = useObjectives()
  const notices = useNotices()
  watch(
    () => compare.drawn,
    (runs) => void notices.attempt(() => series.open(runs)),
    { immediate: true },
  )

  const methods = computed(() => methodsOf(compare.drawn, compare.kept.by === 'runs'))
  const difference = computed(() =>
    differenceOf(
      methods.value.map(({ runs }) => runs[0]),
      objectives.list,
      compare.kept.by,
    ),
  )
  const entries = computed<CurveEntry[]>(() =>
    methods.value.map(({ key, runs }) => {
      const [{ id, number, name, config }] = runs
      const { labels, methods: own } = difference.value
      const label = labels.get(id) ?? name
      const chart: ChartRun = { id: key, number, label, latent: config.settings.latent, alarms: [], stage: 'ended' }
      return { key, runs, label: own.get(id) ?? name, chart }
    }),
  )
  /** The entries by corpus, preset and settings, where those are not the same for all; otherwise one group without a title. */
  const groups = computed(() =>
    [...Map.groupBy(entries.value, ({ runs }) => difference.value.contexts.get(runs[0].id) ?? '')].map(([title, ofGroup]) => ({
      title,
      entries: ofGroup,
    })),
  )

  /** A metric is read on the validation split where it is measured there, else from the means over the training batches. */
  function curvesOf(metric: MetricId): Map<string, MeanCurve> {
    const points = compare.drawn.flatMap((run) => series.known.get(run.id) ?? [])
    const source = points.some(({ valid }) => valid.values[metric]?.some((value) => value !== null)) ? 'valid' : 'train'
    const curves = new Map<string, MeanCurve>()
    for (const { key, runs } of methods.value) {
      const of = runs.flatMap((run) => series.known.get(run.id)?.[source] ?? [])
      const curve = meanCurve(of, metric, axis())
      if (curve) curves.set(key, curve)
    }
    return curves
  }
  const curves = computed(() => new Map(compare.kept.curves.map((metric) => [metric, curvesOf(metric)])))
  /** Where the longest curve ends on the axis. */
  const end = computed(() => {
    const all = [...curves.value.values()].flatMap((ofMetric) => [...ofMetric.values()])
    return all.reduce((most, { xs }) => Math.max(most, xs.at(-1) ?? 0), 0)
  })
  const read = computed(() => compare.drawn.every((run) => series.known.has(run.id)))

  /** ln N, the most that MI can show. */
  const ceiling = computed(() => {
    const known = compare.drawn.map((run) => series.known.get(run.id)?.valid.values.mi_ceiling?.findLast((value) => value !== null) ?? null)
    const numbers = known.filter((value) => value !== null)
    return numbers.length > 0 ? Math.max(...numbers) : null
  })

  /** Metrics that have a curve to draw; the count says of how many of the runs drawn. */
  const available = computed(() => {
    const points = compare.drawn.flatMap((run) => series.known.get(run.id) ?? [])
    return METRIC_IDS.filter((id) => id !== 'mi_ceiling').flatMap((id) => {
      const count = points.filter(({ valid, train }) =>
        [valid, train].some(({ values }) => values[id]?.some((value) => value !== null)),
      ).length
      return count > 0 || compare.kept.curves.includes(id) ? [{ value: id as string, label: METRICS[id].label, count }] : []
    })
  })

  return { entries, groups, common: computed(() => difference.value.common), curves, end, read, ceiling, available }
}
