import { LabError } from '../../shared/contract'
import type { ObjectiveChoice } from '../../shared/objective'
import { beta } from './beta'
import { dg } from './dg'
import { freeBits } from './free-bits'
import { freeBitsCoarse } from './free-bits-coarse'
import type { ObjectiveDefinition } from './objective'
import { vae } from './vae'
import { wae } from './wae'

/** Every objective, in the order in which they are offered. */
export const OBJECTIVES: readonly ObjectiveDefinition[] = [vae, dg, beta, freeBits, freeBitsCoarse, wae]

/** The objective of an id; throws a sentence listing those there are. */
export function findObjective(id: string): ObjectiveDefinition {
  const found = OBJECTIVES.find(({ descriptor }) => descriptor.id === id)
  if (!found)
    throw new LabError(
      'bad_request',
      `There is no objective "${id}"; choose one of ${OBJECTIVES.map(({ descriptor }) => descriptor.id).join(', ')}.`,
    )
  return found
}

/** The choice with defaults filled in; throws for an unknown parameter or one outside its range. */
export function checkObjective({ id, parameters }: ObjectiveChoice): ObjectiveChoice {
  const { descriptor } = findObjective(id)
  const unknown = Object.keys(parameters).find((key) => !descriptor.parameters.some((parameter) => parameter.key === key))
  if (unknown) {
    const known = descriptor.parameters.map(({ key }) => key).join(', ') || 'none'
    throw new LabError('bad_request', `The objective "${id}" has no parameter "${unknown}"; it has ${known}.`)
  }
  const filled = descriptor.parameters.map(({ key, min, max, integer, default: standard }) => {
    const value = parameters[key] ?? standard
    if (!(value >= min && value <= max) || (integer && !Number.isInteger(value)))
      throw new LabError(
        'bad_request',
        `The parameter "${key}" of the objective "${id}" must be ${integer ? 'a whole number' : 'a number'} from ${min} to ${max}, not ${value}.`,
      )
    return [key, value] as const
  })
  return { id, parameters: Object.fromEntries(filled) }
}

/** Name of a run of this objective, for example `DG-VAE |b| = 32`. */
export function objectiveName(choice: ObjectiveChoice): string {
  const { id, parameters } = checkObjective(choice)
  return findObjective(id).name(parameters)
}
