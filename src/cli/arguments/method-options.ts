import { MODIFIERS } from '../../lab/modifiers/registry'
import { OBJECTIVES } from '../../lab/objectives/registry'
import type { ObjectiveParameter } from '../../shared/objective'
import { say } from '../../texts/terminal'
import type { Option, Options } from './usage'

/** A parameter by its key, with the ids of the objectives (or modifiers) that have it and the widest of their ranges. */
export interface SharedParameter extends ObjectiveParameter {
  owners: string[]
}

const sharedBy = (definitions: typeof OBJECTIVES | typeof MODIFIERS): Map<string, SharedParameter> => {
  const shared = new Map<string, SharedParameter>()
  for (const { descriptor } of definitions)
    for (const parameter of descriptor.parameters) {
      const known = shared.get(parameter.key) ?? { ...parameter, owners: [] }
      shared.set(parameter.key, {
        ...known,
        min: Math.min(known.min, parameter.min),
        max: Math.max(known.max, parameter.max),
        owners: [...known.owners, descriptor.id],
      })
    }
  return shared
}

/** Parameters of objectives, by key, which is their flag. */
export const OBJECTIVE_PARAMETERS: ReadonlyMap<string, SharedParameter> = sharedBy(OBJECTIVES)
/** Parameters of modifiers and schedules; giving one joins its owner. */
export const MODIFIER_PARAMETERS: ReadonlyMap<string, SharedParameter> = sharedBy(MODIFIERS)
/** Modifiers without a parameter, by the flag that joins them. */
export const MODIFIER_FLAGS: ReadonlyMap<string, string> = new Map(
  MODIFIERS.filter(({ descriptor }) => descriptor.parameters.length === 0).map(({ descriptor: { id } }) => [`add_${id}`, id]),
)

const numberOption = (parameter: ObjectiveParameter, description: string, group: string): Option => ({
  type: parameter.integer ? 'integer' : 'number',
  min: parameter.min,
  max: parameter.max,
  description,
  group,
})

const { parameters: PARAMETERS, joins: JOINS } = say.usage.objectives

/** The options of every method, from the registries: `--agg_size N`, `--cycle N`, `--add_skip`, … */
export function methodOptions(): Options {
  return Object.fromEntries([
    ...[...OBJECTIVE_PARAMETERS].map(([key, parameter]) => [
      key,
      numberOption(
        parameter,
        say.usage.objectives.parameterOf(parameter.label, parameter.owners, lowerFirst(parameter.description)),
        PARAMETERS,
      ),
    ]),
    ...[...MODIFIER_PARAMETERS].map(([key, parameter]) => [
      key,
      numberOption(parameter, `${titleOf(parameter.owners[0])}: ${lowerFirst(parameter.description)}`, JOINS),
    ]),
    ...[...MODIFIER_FLAGS].map(([flag, id]) => [flag, { type: 'flag', description: `${titleOf(id)}: ${summaryOf(id)}`, group: JOINS }]),
  ]) as Options
}

const modifierOf = (id: string) => MODIFIERS.find(({ descriptor }) => descriptor.id === id)?.descriptor
const titleOf = (id: string): string => modifierOf(id)?.title ?? id
const summaryOf = (id: string): string => (modifierOf(id)?.summary ?? '').replace(/\.$/, '')
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
