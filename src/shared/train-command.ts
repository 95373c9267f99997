import type { Experiment } from './experiment'
import type { ObjectiveChoice } from './objective'
import type { Run } from './run'
import { changedSettings, type PresetId, type Settings } from './settings'

/** A choice as the command line takes it: `dg:agg_size=4+skip+cyclic:cycle=20`. */
export function choiceText({ id, parameters = {}, modifiers = {} }: Experiment['objectives'][number]): string {
  const part = (name: string, values: Readonly<Record<string, number>>) => {
    const pairs = Object.entries(values).map(([key, value]) => `${key}=${value}`)
    return pairs.length > 0 ? `${name}:${pairs.join(',')}` : name
  }
  return [part(id, parameters), ...Object.entries(modifiers).map(([name, values]) => part(name, values))].join('+')
}

/** The command that starts what 'runs.start' would with these parameters; the corpus by its name. For a POSIX shell. */
export function experimentCommand(experiment: Experiment, corpus: string): string {
  const { preset, settings = {}, seeds, objectives, engine = 'onnx', race = false } = experiment
  return [
    `plenum train --corpus ${quoted(corpus)} --preset ${preset}${settingFlags(preset, settings)}`,
    ...(engine === 'onnx' ? [] : [`--engine ${quoted(engine)}`]),
    ...(race ? ['--race'] : []),
    `--seed ${[...new Set(seeds)].join(' ')}`,
    `--objective ${[...new Set(objectives.map((choice) => quoted(choiceText(choice))))].join(' ')}`,
  ].join(' ')
}

/** The commands that train these runs anew, one for each corpus, preset, settings and engine; races apart from runs on their own. */
export function trainCommands(runs: readonly Run[]): string[] {
  const members = Map.groupBy(runs, ({ config }) => config.race)
  // One member alone has nothing to race.
  const races = ({ config: { race } }: Run) => race !== null && (members.get(race)?.length ?? 0) > 1
  const groups = Map.groupBy(runs, (run) =>
    JSON.stringify([run.corpus_name, run.config.preset, run.config.settings, run.config.engine, races(run)]),
  )
  return [...groups.values()].map((group) => {
    const [{ corpus_name, config }] = group
    const experiment: Experiment = {
      ...config,
      objectives: group.map((run): ObjectiveChoice => run.config.objective),
      seeds: group.map((run) => run.config.seed),
      race: races(group[0]),
    }
    return experimentCommand(experiment, corpus_name)
  })
}

function settingFlags(preset: PresetId, settings: Partial<Settings>): string {
  const changed = changedSettings(preset, settings)
  const [own, others] = [changed.filter((key) => OWN_FLAGS.has(key)), changed.filter((key) => !OWN_FLAGS.has(key))]
  const set = others.length > 0 ? ` --set ${others.map((key) => `${key}=${settings[key]}`).join(' ')}` : ''
  return own.map((key) => ` --${key} ${settings[key]}`).join('') + set
}

/** Settings that `plenum train` has an option for. */
const OWN_FLAGS: ReadonlySet<keyof Settings> = new Set<keyof Settings>(['epochs', 'warm_up'])

/** A word for a POSIX shell. */
const quoted = (text: string): string => (/^[\w.,:=+/-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`)
