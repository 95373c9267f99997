import type { ObjectiveChoice } from '../../shared/objective'
import type { Run } from '../../shared/run'
import { PRESETS, type Settings } from '../../shared/settings'

/** A choice as the command line takes it: `dg:agg_size=4+skip+cyclic:cycle=20`. */
export function choiceText({ id, parameters, modifiers }: ObjectiveChoice): string {
  const part = (name: string, values: Readonly<Record<string, number>>) => {
    const pairs = Object.entries(values).map(([key, value]) => `${key}=${value}`)
    return pairs.length > 0 ? `${name}:${pairs.join(',')}` : name
  }
  return [part(id, parameters), ...Object.entries(modifiers).map(([name, values]) => part(name, values))].join('+')
}

/** The commands that train these runs anew, one for each corpus, preset and settings. */
export function trainCommands(runs: readonly Run[]): string[] {
  const groups = Map.groupBy(runs, ({ corpus_name, config }) => JSON.stringify([corpus_name, config.preset, config.settings]))
  return [...groups.values()].map((group) => {
    const [{ corpus_name, config }] = group
    const objectives = new Set(group.map((run) => quoted(choiceText(run.config.objective))))
    const seeds = new Set(group.map((run) => run.config.seed))
    return [
      `plenum train --corpus ${quoted(corpus_name)} --preset ${config.preset}${settingFlags(config)}`,
      `--seed ${[...seeds].join(' ')} --objective ${[...objectives].join(' ')}`,
    ].join(' ')
  })
}

function settingFlags({ preset, settings }: Run['config']): string {
  const standard = PRESETS[preset].settings
  const changed = (Object.keys(standard) as (keyof Settings)[]).filter((key) => settings[key] !== standard[key])
  const [own, others] = [changed.filter((key) => OWN_FLAGS.has(key)), changed.filter((key) => !OWN_FLAGS.has(key))]
  const set = others.length > 0 ? ` --set ${others.map((key) => `${key}=${settings[key]}`).join(' ')}` : ''
  return own.map((key) => ` --${key} ${settings[key]}`).join('') + set
}

/** Settings that `plenum train` has an option for. */
const OWN_FLAGS: ReadonlySet<keyof Settings> = new Set<keyof Settings>(['epochs', 'warm_up'])

/** A word for a POSIX shell. */
const quoted = (text: string): string => (/^[\w.,:=+/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`)
