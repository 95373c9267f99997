import { tellingSettings } from '../../shared/comparison'
import type { ObjectiveDescriptor } from '../../shared/objective'
import type { Run } from '../../shared/run'
import { settingsInWords } from '../../shared/report/table'
import { formatSetting } from '../format'
import { texts } from '../texts'

/** Something that a run was configured with: what it is, and its value in words; null where the run has nothing of it. */
type Part = (run: Run) => string | null

/** What sets some runs apart and what they share, in words. */
export interface Difference {
  /** Of each run only what differs among them, by id. */
  labels: ReadonlyMap<string, string>
  /** What all have in common. */
  common: readonly string[]
}

/**
 * A legend of only the differing parameters: objective, its parameters, what joins it, corpus, preset and settings, each named only
 * where it is not the same for all. `by`: `runs` names seeds too. Where nothing differs the run's name is the label.
 */
export function differenceOf(
  runs: readonly Run[],
  descriptors: readonly ObjectiveDescriptor[],
  by: 'methods' | 'runs' = 'methods',
): Difference {
  const parts = partsOf(runs, descriptors, by)
  const said = parts.map((part) => runs.map(part))
  const differs = said.map((values) => new Set(values).size > 1)
  const labels = runs.map((run, i) => {
    const own = said.flatMap((values, p) => (differs[p] && values[i] !== null ? [values[i]] : []))
    return [run.id, own.join(', ') || run.name] as const
  })
  return { labels: new Map(labels), common: said.flatMap(([value], p) => (!differs[p] && value ? [value] : [])) }
}

function partsOf(runs: readonly Run[], descriptors: readonly ObjectiveDescriptor[], by: 'methods' | 'runs'): Part[] {
  const of = (id: string) => descriptors.find((descriptor) => descriptor.id === id)
  const labelOf = (id: string, key: string) => of(id)?.parameters.find((parameter) => parameter.key === key)?.label ?? key
  const parameter = (id: string, key: string, value: number) => texts.compare.parameter(labelOf(id, key), String(value))
  const alike = new Set(runs.map(({ config }) => JSON.stringify([config.preset, config.settings]))).size === 1
  const said = tellingSettings(runs)
  const keys = [...new Set(runs.flatMap((run) => Object.keys(run.config.objective.parameters)))]
  const modifiers = [...new Set(runs.flatMap((run) => Object.keys(run.config.objective.modifiers)))]
  return [
    ({ config: { objective } }) => of(objective.id)?.title ?? objective.id,
    ...keys.map(
      (key): Part =>
        ({ config: { objective } }) =>
          key in objective.parameters ? parameter(objective.id, key, objective.parameters[key]) : null,
    ),
    ...modifiers.map((id): Part => ({ config: { objective } }) => {
      const given = objective.modifiers[id] as Readonly<Record<string, number>> | undefined
      if (!given) return null
      const values = Object.entries(given).map(([key, value]) => parameter(id, key, value))
      return [of(id)?.title ?? id, ...values].join(' ')
    }),
    (run) => run.corpus_name,
    // Where all agree on everything it is said as reports say it: the preset with what was changed.
    alike ? (run) => settingsInWords(run.config) : (run) => texts.compare.preset(run.config.preset),
    (run) =>
      said(run)
        .map((key) => `${texts.settings[key]} ${formatSetting(key, run.config.settings[key])}`)
        .join(', ') || null,
    ...(by === 'runs' ? [(run: Run) => texts.compare.seed(run.config.seed)] : []),
  ]
}
