import { z } from 'zod'
import type { Run } from '../../shared/run'
import { compareNames } from '../../texts/intl'

/** By what a list of runs is narrowed beside the text; of each, any of the values chosen. */
export const FACETS = ['objective', 'corpus', 'preset', 'tag'] as const
export type Facet = (typeof FACETS)[number]

const values = z.array(z.string()).catch([])
export const runFilterSchema = z.object({
  text: z.string().catch(''),
  objective: values,
  corpus: values,
  preset: values,
  tag: values,
})
export type RunFilter = z.infer<typeof runFilterSchema>

const FACET_VALUES: Record<Facet, (run: Run) => readonly string[]> = {
  objective: (run) => [run.config.objective.id, ...Object.keys(run.config.objective.modifiers)],
  corpus: (run) => [run.config.corpus],
  preset: (run) => [run.config.preset],
  tag: (run) => run.tags,
}

/** The words of a text, each of which must occur in what is known of a run: name, corpus, preset, tags, seed, number. */
function speaksOf(run: Run, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const known = [run.name, run.corpus_name, run.config.preset, ...run.tags, `seed ${run.config.seed}`, `#${run.number}`]
    .join(' ')
    .toLowerCase()
  return words.every((word) => known.includes(word))
}

/** The runs that a filter leaves. */
export function filterRuns(runs: readonly Run[], filter: RunFilter, without?: Facet): Run[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean)
  const facets = FACETS.filter((facet) => facet !== without && filter[facet].length > 0)
  return runs.filter(
    (run) => speaksOf(run, words) && facets.every((facet) => FACET_VALUES[facet](run).some((value) => filter[facet].includes(value))),
  )
}

export interface FacetValue {
  value: string
  label: string
  /** Runs that have it, among those that the rest of the filter leaves. */
  count: number
}

/** The values of a facet among all runs, with what each would leave; `labelOf` says them in words. */
export function facetValues(
  runs: readonly Run[],
  filter: RunFilter,
  facet: Facet,
  labelOf: (value: string, run: Run) => string,
): FacetValue[] {
  const labels = new Map<string, string>()
  for (const run of runs) for (const value of FACET_VALUES[facet](run)) if (!labels.has(value)) labels.set(value, labelOf(value, run))
  const counts = new Map<string, number>()
  for (const run of filterRuns(runs, filter, facet))
    for (const value of FACET_VALUES[facet](run)) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...labels]
    .map(([value, label]) => ({ value, label, count: counts.get(value) ?? 0 }))
    .sort((a, b) => compareNames(a.label, b.label))
}

/** Whether a filter leaves anything out. */
export const isNarrowed = (filter: RunFilter): boolean => filter.text.trim() !== '' || FACETS.some((facet) => filter[facet].length > 0)
