import { computed, watch, type Ref } from 'vue'
import { METRICS, type MetricId } from '../../shared/metrics'
import { ENDED_STATES, type Run, type Series } from '../../shared/run'
import type { ChartRun } from '../charts/chart-run'
import { useComparedSeries } from '../stores/compared-series'
import { useNotices } from '../stores/notices'
import { useObjectives } from '../stores/objectives'
import type { XAxis } from '../stores/ui'
import { differenceOf } from './differing'
import { meanCurve } from './overlay'
import { measuredIn, standingsOf } from './race'

/** Metrics that are drawn as curves, where they are measured. */
const DRAWN: readonly MetricId[] = ['loss', 'kl', 'mi', 'au', 'cu_03', 'joint_kl']

/** What the members of a race have measured: standings, epochs and curves; their points are read and kept up to date. */
export function useRace(members: Readonly<Ref<readonly Run[]>>, axis: () => XAxis) {
  const series = useComparedSeries()
  const objectives = useObjectives()
  const notices = useNotices()
  watch(members, (runs) => void notices.attempt(() => series.open(runs)), { immediate: true })

  const valid = (id: string): Series | undefined => series.known.get(id)?.valid
  const difference = computed(() => differenceOf(members.value, objectives.list))
  /** Of each member its name, or what sets it apart where two have the same. */
  const labels = computed(() =>
    new Set(members.value.map(({ name }) => name)).size === members.value.length
      ? new Map(members.value.map(({ id, name }) => [id, name]))
      : difference.value.labels,
  )
  const metrics = computed(() => measuredIn(members.value.flatMap((run) => valid(run.id) ?? [])))
  const standings = computed(() => {
    const ids = members.value.map((run) => run.id)
    return new Map(metrics.value.map((metric) => [metric, standingsOf(ids, valid, metric)]))
  })
  /** Of the metrics that can be led in. */
  const led = computed(() => new Map([...standings.value].filter(([metric]) => METRICS[metric].better !== 'none')))

  /** The last epoch that every member still in the race has finished. */
  const latest = computed(() => {
    const lengths = members.value.map((run) => ({ run, epoch: Math.round(valid(run.id)?.epoch.at(-1) ?? 0) }))
    const inRace = lengths.filter(({ run }) => !ENDED_STATES.includes(run.state))
    return inRace.length > 0 ? Math.min(...inRace.map(({ epoch }) => epoch)) : Math.max(0, ...lengths.map(({ epoch }) => epoch))
  })
  /** The last epoch that there will be. */
  const epochs = computed(() =>
    Math.max(latest.value, ...members.value.map((run) => (ENDED_STATES.includes(run.state) ? 0 : run.config.settings.epochs)), 1),
  )

  const drawn = computed<ChartRun[]>(() =>
    members.value.map((run) => ({
      id: run.id,
      number: run.number,
      label: labels.value.get(run.id) ?? run.name,
      latent: run.config.settings.latent,
      alarms: [],
      stage: 'live',
    })),
  )
  const curves = computed(() =>
    DRAWN.map((metric) => {
      const ofMembers = members.value.flatMap((run) => {
        const points = valid(run.id)
        const curve = points && meanCurve([points], metric, axis())
        return curve ? [[run.id, curve] as const] : []
      })
      return { metric, curves: new Map(ofMembers) }
    }),
  )
  /** ln N, the most that MI can show. */
  const ceiling = computed(() => {
    const known = members.value.map((run) => valid(run.id)?.values.mi_ceiling?.findLast((value) => value !== null) ?? null)
    return known.find((value) => value !== null) ?? null
  })
  /** Where the members' points end on the axis. */
  const end = computed(() => Math.max(0, ...members.value.map((run) => valid(run.id)?.[axis()].at(-1) ?? 0)))

  /** Where an epoch stands on the axis: in lock-step at the same step for all. */
  function placeOf(epoch: number): number | null {
    for (const run of members.value) {
      const points = valid(run.id)
      const at = points?.epoch.findIndex((one) => Math.round(one) === epoch) ?? -1
      if (points && at >= 0) return points[axis()][at]
    }
    return null
  }

  return { difference, labels, metrics, standings, led, latest, epochs, drawn, curves, ceiling, end, placeOf }
}
