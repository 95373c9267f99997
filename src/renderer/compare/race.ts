import { METRICS, METRIC_IDS, type MetricId } from '../../shared/metrics'
import type { Run, Series } from '../../shared/run'

/** Runs that train from the same weights, on the same batches and noise, in lock-step. */
export interface Race {
  id: string
  /** In the order they were started. */
  members: readonly Run[]
}

/** The races among some runs, the newest first. */
export function racesOf(runs: readonly Run[]): Race[] {
  const inRaces = runs.filter((run) => run.config.race !== null)
  return [...Map.groupBy(inRaces, (run) => run.config.race ?? '')]
    .map(([id, members]) => ({ id, members: [...members].sort((a, b) => a.number - b.number) }))
    .sort((a, b) => b.members[0].number - a.members[0].number)
}

/** How a race stood in a metric after an epoch. */
export interface Standing {
  epoch: number
  /** Of each member that has trained so far its value; null where the metric is not defined for it. */
  values: ReadonlyMap<string, number | null>
  /** Those with the best value, as shown; empty where neither direction is better, or only one is there. */
  leaders: readonly string[]
}

/** The standings in a metric after every epoch that a member has finished, by the validation points of the members. */
export function standingsOf(members: readonly string[], valid: (id: string) => Series | undefined, metric: MetricId): Standing[] {
  const byEpoch = new Map<number, Map<string, number | null>>()
  for (const id of members) {
    const series = valid(id)
    for (const [i, at] of (series?.epoch ?? []).entries()) {
      const epoch = Math.round(at)
      if (!byEpoch.has(epoch)) byEpoch.set(epoch, new Map())
      byEpoch.get(epoch)?.set(id, series?.values[metric]?.[i] ?? null)
    }
  }
  return [...byEpoch].sort(([a], [b]) => a - b).map(([epoch, values]) => ({ epoch, values, leaders: leadersOf(values, metric) }))
}

/** Who has the best of some values, by the metric's direction and as it is shown. */
export function leadersOf(values: ReadonlyMap<string, number | null>, metric: MetricId): string[] {
  const { better, decimals } = METRICS[metric]
  const known = [...values].flatMap(([id, value]) =>
    value !== null && Number.isFinite(value) ? [{ id, shown: Number(value.toFixed(decimals)) }] : [],
  )
  if (better === 'none' || known.length < 2) return []
  const best = known.map(({ shown }) => shown).reduce((a, b) => (better === 'higher' ? Math.max(a, b) : Math.min(a, b)))
  return known.filter(({ shown }) => shown === best).map(({ id }) => id)
}

/** Epochs in a row with the same leaders. */
export interface Lead {
  from: number
  to: number
  leaders: readonly string[]
}

/** The stretches of a race by who led; epochs without a leader are left out. */
export function leadsOf(standings: readonly Standing[]): Lead[] {
  const leads: Lead[] = []
  for (const { epoch, leaders } of standings) {
    const last = leads.at(-1)
    if (last && last.to === epoch - 1 && last.leaders.join() === leaders.join()) last.to = epoch
    else leads.push({ from: epoch, to: epoch, leaders })
  }
  return leads.filter(({ leaders }) => leaders.length > 0)
}

/** What says nothing of how a member does: schedules, ceilings, and what each objective has of its own. */
const NOT_RACED: readonly MetricId[] = ['mi_ceiling', 'kl_weight', 'learning_rate', 'regulariser']

/** The metrics that a race is measured in after its epochs, those that can be led in first. */
export function measuredIn(series: readonly Series[]): MetricId[] {
  const known = METRIC_IDS.filter(
    (id) => !NOT_RACED.includes(id) && series.some(({ values }) => values[id]?.some((value) => value !== null)),
  )
  return [...known.filter((id) => METRICS[id].better !== 'none'), ...known.filter((id) => METRICS[id].better === 'none')]
}
