import { say } from '../texts/shared'
import type { Run } from './run'
import { PRESETS, SETTING_KEYS, type Settings } from './settings'

/** For each run in words what differs among them all, beside method and seed; of single runs the seed too, and where that is not enough the number. */
export function contextsOf(runs: readonly Run[], by: 'methods' | 'runs'): string[] {
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
  const differing = SETTING_KEYS.filter((key) => new Set(runs.map((run) => run.config.settings[key])).size > 1)
  const onePreset = new Set(runs.map((run) => run.config.preset)).size === 1
  return ({ config: { preset, settings } }) => differing.filter((key) => onePreset || settings[key] !== PRESETS[preset].settings[key])
}
