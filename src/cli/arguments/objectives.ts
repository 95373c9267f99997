import { LabError } from '../../shared/contract'
import { methodKey, type ObjectiveChoice } from '../../shared/objective'
import { EXPERIMENT_GROUPS } from '../../shared/paper/groups'
import type { Settings } from '../../shared/settings'
import { checkObjective, reportChoice } from '../../lab/objectives/choice'
import { findModifier, MODIFIERS } from '../../lab/modifiers/registry'
import { say } from '../../texts/terminal'
import { MODIFIER_FLAGS, MODIFIER_PARAMETERS, OBJECTIVE_PARAMETERS } from './method-options'
import { UsageError } from './usage'

const words = say.usage.objectives

/** A choice as it was given: what it does not say may still come from flags. */
interface Given {
  /** How the user named it, for sentences. */
  from: string
  choice: ObjectiveChoice
  /** Of a group: what joins all is left out where it makes no sense. */
  ofGroup: boolean
}

/** Flags by key: parameters of objectives, and what joins every objective with its parameters. */
interface Flags {
  parameters: Readonly<Record<string, number>>
  modifiers: ObjectiveChoice['modifiers']
}

/**
 * The choices of a command line in their whole form, each once, with what there is to say of them.
 * @throws UsageError for whatever is unknown, out of range, without effect or makes no sense together with these settings.
 */
export function chooseObjectives(
  { objective, group }: { objective: readonly string[]; group: readonly string[] },
  values: Readonly<Record<string, unknown>>,
  settings: Settings,
): { choices: ObjectiveChoice[]; remarks: string[] } {
  const given = [
    ...objective.map((text): Given => ({ from: `--objective ${text}`, choice: parseObjective(text), ofGroup: false })),
    ...group.flatMap(choicesOfGroup),
  ]
  const flags = flagsOf(values)
  const remarks: string[] = []
  checkFlags(flags, given)
  const choices = new Map<string, ObjectiveChoice>()
  for (const one of given) {
    const choice = one.ofGroup ? joinWhereAllowed(one, flags, settings, remarks) : join(one, flags, settings)
    const key = methodKey(choice)
    if (choices.has(key) && !one.ofGroup) remarks.push(words.again(one.from))
    choices.set(key, choice)
  }
  return { choices: [...choices.values()], remarks }
}

/** `dg:agg_size=4+skip+cyclic:cycle=20` → what is said of the choice, without defaults; throws UsageError. */
export function parseObjective(text: string): ObjectiveChoice {
  const [[id, parameters], ...joined] = text.split(/\+(?=\D)/).map((part) => parsePart(text, part))
  const choice: ObjectiveChoice = findModifier(id)
    ? { id: 'vae', parameters: {}, modifiers: { [id]: parameters } }
    : { id, parameters, modifiers: {} }
  for (const [modifier, ofModifier] of joined) {
    if (!findModifier(modifier))
      throw new UsageError(
        words.noModifier(
          `--objective ${text}`,
          modifier,
          MODIFIERS.map(({ descriptor }) => descriptor.id),
        ),
      )
    if (choice.modifiers[modifier]) throw new UsageError(words.twice(`--objective ${text}`, modifier))
    choice.modifiers[modifier] = ofModifier
  }
  explained(`--objective ${text}`, () => checkObjective(choice))
  return choice
}

function parsePart(text: string, part: string): [id: string, parameters: Record<string, number>] {
  const [id, ...rest] = part.split(':')
  const pairs = rest.join(':').split(',')
  const parameters = pairs
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [, key, value] = /^([^=]+)=(.+)$/.exec(pair) ?? []
      const number = Number(value)
      if (key === undefined || value.trim() === '' || Number.isNaN(number)) throw new UsageError(words.noPair(`--objective ${text}`, pair))
      return [key.replaceAll('-', '_'), number] as const
    })
  return [id, Object.fromEntries(parameters)]
}

function choicesOfGroup(name: string): Given[] {
  const group = EXPERIMENT_GROUPS.find(({ id }) => id === name)
  if (!group)
    throw new UsageError(
      say.usage.mustBe(
        '--group',
        EXPERIMENT_GROUPS.map(({ id }) => id),
        name,
      ),
    )
  return group.choices.map((choice) => ({ from: `--group ${name}`, choice, ofGroup: true }))
}

function flagsOf(values: Readonly<Record<string, unknown>>): Flags {
  const numbers = (keys: Iterable<string>) => [...keys].flatMap((key) => (values[key] === undefined ? [] : [[key, values[key] as number]]))
  const modifiers: Record<string, Record<string, number>> = {}
  for (const [flag, id] of MODIFIER_FLAGS) if (values[flag]) modifiers[id] = {}
  for (const [key, { owners }] of MODIFIER_PARAMETERS)
    if (values[key] !== undefined) for (const owner of owners) modifiers[owner] = { ...modifiers[owner], [key]: values[key] as number }
  return { parameters: Object.fromEntries(numbers(OBJECTIVE_PARAMETERS.keys())), modifiers }
}

/** A flag must be of use to at least one choice. */
function checkFlags({ parameters, modifiers }: Flags, given: readonly Given[]): void {
  for (const key of Object.keys(parameters)) {
    const { owners } = OBJECTIVE_PARAMETERS.get(key) ?? { owners: [] as string[] }
    const takers = given.filter(({ choice }) => owners.includes(choice.id))
    if (takers.length === 0) throw new UsageError(words.useless(key, owners))
    if (takers.every(({ choice }) => key in choice.parameters)) throw noEffect(key, takers)
  }
  for (const [modifier, values] of Object.entries(modifiers))
    for (const key of Object.keys(values))
      if (given.every(({ choice }) => key in (choice.modifiers[modifier] ?? {}))) throw noEffect(key, given)
}

const noEffect = (key: string, [{ from }]: readonly Given[]) => new UsageError(words.noEffect(key, from))

/** The choice with the flags that concern it; what it says itself goes before. */
function withFlags({ choice: { id, parameters, modifiers } }: Given, flags: Flags): ObjectiveChoice {
  const own = Object.entries(flags.parameters).filter(([key]) => OBJECTIVE_PARAMETERS.get(key)?.owners.includes(id))
  const joined = Object.entries(flags.modifiers).map(([modifier, values]) => [modifier, { ...values, ...modifiers[modifier] }])
  return { id, parameters: { ...Object.fromEntries(own), ...parameters }, modifiers: { ...modifiers, ...Object.fromEntries(joined) } }
}

const join = (given: Given, flags: Flags, settings: Settings): ObjectiveChoice =>
  explained(given.from, () => reportChoice(withFlags(given, flags), settings).choice)

/** The choice of a group with those modifiers that make sense with it; a remark says why one is left out. */
function joinWhereAllowed(given: Given, flags: Flags, settings: Settings, remarks: string[]): ObjectiveChoice {
  let { choice, name } = explained(given.from, () => reportChoice(withFlags(given, { ...flags, modifiers: {} }), settings))
  for (const [modifier, values] of Object.entries(flags.modifiers))
    try {
      const joined = withFlags({ ...given, choice }, { parameters: {}, modifiers: { [modifier]: values } })
      ;({ choice, name } = reportChoice(joined, settings))
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      remarks.push(words.without(name, modifier, error.message))
    }
  return choice
}

/** Turns the lab's refusal into a UsageError that names the option. */
function explained<T>(from: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof LabError) throw new UsageError(`${from}: ${error.message}`)
    throw error
  }
}
