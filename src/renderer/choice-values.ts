import type { ObjectiveChoice, ObjectiveDescriptor, ObjectiveParameter } from '../shared/objective'

/** The method of an id, as the lab describes it; null where it knows none. */
export type FindMethod = (id: string) => ObjectiveDescriptor | null

type Values = Readonly<Record<string, number>>

export const defaultsOf = (method: ObjectiveDescriptor | null): Record<string, number> =>
  Object.fromEntries(method?.parameters.map((parameter) => [parameter.key, parameter.default]) ?? [])

export const inRange = (value: number, { min, max, integer }: Pick<ObjectiveParameter, 'min' | 'max' | 'integer'>): boolean =>
  Number.isFinite(value) && value >= min && value <= max && (!integer || Number.isInteger(value))

/** A copy with its defaults filled in. */
export function completed({ id, parameters, modifiers }: ObjectiveChoice, find: FindMethod): ObjectiveChoice {
  const filled = (method: string, given: Values) => ({ ...defaultsOf(find(method)), ...given })
  return { id, parameters: filled(id, parameters), modifiers: mapped(modifiers, filled) }
}

/** What the lab still knows of a choice of an earlier day: other parameters and modifiers fall away, values out of range become the default. */
export function stillKnown({ id, parameters, modifiers }: ObjectiveChoice, find: FindMethod): ObjectiveChoice | null {
  if (!find(id)) return null
  const fitting = (method: string, given: Values) =>
    Object.fromEntries(
      (find(method)?.parameters ?? []).map((range) => [range.key, inRange(given[range.key], range) ? given[range.key] : range.default]),
    )
  const joining = Object.entries(modifiers).filter(([modifier]) => modifier !== id && (find(modifier)?.kind ?? 'objective') !== 'objective')
  return { id, parameters: fitting(id, parameters), modifiers: mapped(Object.fromEntries(joining), fitting) }
}

const mapped = (modifiers: ObjectiveChoice['modifiers'], map: (id: string, values: Values) => Record<string, number>) =>
  Object.fromEntries(Object.entries(modifiers).map(([id, values]) => [id, map(id, values)]))
