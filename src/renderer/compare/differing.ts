import { tellingSettings } from '../../shared/run-contexts'
import type { ObjectiveDescriptor } from '../../shared/objective'
import type { Run } from '../../shared/run'
import { settingsInWords } from '../../shared/report/table'
import { formatSetting } from '../format'
import { texts } from '../texts'

/** Something that a run was configured with: what it is, and its value in words; null where the run has nothing of it. */
type Part = (run: Run) => string | null

/** What sets some runs apart and what they share, in words. */
export interface Difference {
  /** Of each run what tells it from the others, by id: its method, and as much of its context as is needed. */
  labels: ReadonlyMap<string, string>
  /** Of each run only what differs in its method; its name where that is the same for all. */
  methods: ReadonlyMap<string, string>
  /** Of each run all that differs in corpus, preset and settings; empty where those are the same for all. */
  contexts: ReadonlyMap<string, string>
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
  const said = (parts: readonly Part[]) => parts.map((part) => runs.map(part))
  const differs = (values: readonly (string | null)[]) => new Set(values).size > 1
  const [method, context] = [said(methodParts(runs, descriptors)), said(contextParts(runs))]
  const seeds = by === 'runs' ? said([(run) => texts.compare.seed(run.config.seed)]) : []
  const [ofMethod, ofContext, ofSeed] = [method, context, seeds].map((parts) => parts.filter(differs))

  const join = (parts: readonly (readonly (string | null)[])[], i: number) => parts.flatMap((values) => values[i] ?? []).join(', ')
  const labelled = (parts: readonly (readonly (string | null)[])[]) =>
    new Map(runs.map((run, i) => [run.id, join(parts, i) || run.name] as const))
  return {
    labels: labelled([...ofMethod, ...telling(ofContext), ...ofSeed]),
    methods: labelled([...ofMethod, ...ofSeed]),
    contexts: new Map(runs.map((run, i) => [run.id, join(ofContext, i)])),
    common: [...method, ...context, ...seeds].flatMap((values) => (!differs(values) && values[0] ? [values[0]] : [])),
  }
}

/** Of some parts, one after the other, those that tell apart what those before them do not: where the corpus tells the preset too, it is enough. */
function telling<V extends readonly unknown[]>(parts: readonly V[]): V[] {
  const kinds = (some: readonly V[]) => new Set(parts[0]?.map((_, i) => JSON.stringify(some.map((values) => values[i])))).size
  const kept: V[] = []
  for (const part of parts) if (kinds([...kept, part]) > kinds(kept)) kept.push(part)
  return kept
}

/** Of runs of methods whose names tell them apart, as much of corpus, preset and settings as is needed beside the names, by id. */
export function contextLabels(runs: readonly Run[]): ReadonlyMap<string, string> {
  const parts = telling(contextParts(runs).map((part) => runs.map(part)))
  return new Map(runs.map((run, i) => [run.id, parts.flatMap((values) => values[i] ?? []).join(', ')]))
}

/** What more than half of some texts say; null where there is no such text, or it is empty. */
export function mostHave(said: readonly string[]): string | null {
  const most = [...Map.groupBy(said, (text) => text)].find(([, same]) => same.length > said.length / 2)
  return most?.[0] || null
}

function methodParts(runs: readonly Run[], descriptors: readonly ObjectiveDescriptor[]): Part[] {
  const of = (id: string) => descriptors.find((descriptor) => descriptor.id === id)
  const labelOf = (id: string, key: string) => of(id)?.parameters.find((parameter) => parameter.key === key)?.label ?? key
  const parameter = (id: string, key: string, value: number) => texts.compare.parameter(labelOf(id, key), String(value))
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
  ]
}

function contextParts(runs: readonly Run[]): Part[] {
  const alike = new Set(runs.map(({ config }) => JSON.stringify([config.preset, config.settings]))).size === 1
  const said = tellingSettings(runs)
  return [
    (run) => run.corpus_name,
    // Where all agree on everything it is said as reports say it: the preset with what was changed.
    alike ? (run) => settingsInWords(run.config) : (run) => texts.compare.preset(run.config.preset),
    (run) =>
      said(run)
        .map((key) => texts.compare.settingSaid(texts.settings[key], formatSetting(key, run.config.settings[key])))
        .join(', ') || null,
  ]
}
