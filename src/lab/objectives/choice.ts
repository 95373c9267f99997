import { LabError } from '../../shared/contract'
import type { ChoiceReport, ObjectiveChoice, ObjectiveDescriptor } from '../../shared/objective'
import type { Settings } from '../../shared/settings'
import { findModifier, MODIFIERS } from '../modifiers/registry'
import { say } from '../../texts/lab'
import { checkCombination } from './combination'
import { noticesOf } from './notices'
import { findObjective } from './registry'

type Parameters = Readonly<Record<string, number>>

/** The parameters with defaults filled in; throws for an unknown one or one outside its range. */
function checkParameters({ id, kind, parameters: known }: ObjectiveDescriptor, given: Parameters): Record<string, number> {
  const unknown = Object.keys(given).find((key) => !known.some((parameter) => parameter.key === key))
  if (unknown) {
    const keys = known.map(({ key }) => key)
    throw new LabError('bad_request', say.choices.noParameter(kind, id, unknown, keys))
  }
  return Object.fromEntries(
    known.map(({ key, min, max, integer, default: standard }) => {
      const value = given[key] ?? standard
      if (!(value >= min && value <= max) || (integer && !Number.isInteger(value)))
        throw new LabError('bad_request', say.choices.badParameter({ kind, id, key, min, max, integer, value }))
      return [key, value] as const
    }),
  )
}

/**
 * The choice in its one form: every default filled in, modifiers in their order, and a modifier or schedule chosen as an
 * objective turned into the VAE with it. Throws for what is unknown, out of range or makes no sense together.
 */
export function checkObjective({ id, parameters, modifiers }: ObjectiveChoice): ObjectiveChoice {
  const alone = findModifier(id)
  if (alone) {
    if (modifiers[id]) throw new LabError('bad_request', say.choices.twice(id))
    return checkObjective({ id: 'vae', parameters: {}, modifiers: { ...modifiers, [id]: parameters } })
  }
  const objective = findObjective(id)
  const unknown = Object.keys(modifiers).find((key) => !findModifier(key))
  if (unknown)
    throw new LabError('bad_request', say.choices.noModifier(unknown, MODIFIERS.map(({ descriptor }) => descriptor.id).join(', ')))
  const choice: ObjectiveChoice = {
    id,
    parameters: checkParameters(objective.descriptor, parameters),
    modifiers: Object.fromEntries(
      MODIFIERS.filter(({ descriptor }) => modifiers[descriptor.id]).map(({ descriptor }) => [
        descriptor.id,
        checkParameters(descriptor, modifiers[descriptor.id]),
      ]),
    ),
  }
  checkCombination(choice)
  return choice
}

/** Name of a run of this choice, for example `DG-VAE |b| = 32 + skip`. */
export function objectiveName(choice: ObjectiveChoice): string {
  const { id, parameters, modifiers } = checkObjective(choice)
  const joined = MODIFIERS.filter(({ descriptor }) => modifiers[descriptor.id])
  const ownName = id === 'vae' && joined.length > 0
  const [first, ...rest] = joined
  const named = ownName ? first.alone(modifiers[first.descriptor.id]) : findObjective(id).name(parameters)
  return [named, ...(ownName ? rest : joined).map((modifier) => modifier.joined(modifiers[modifier.descriptor.id]))].join(' + ')
}

/** What there is to say of a choice before it is trained with these settings; throws where it makes no sense. */
export function reportChoice(choice: ObjectiveChoice, settings: Settings): ChoiceReport {
  const whole = checkObjective(choice)
  checkCombination(whole, settings)
  return {
    choice: whole,
    name: objectiveName(whole),
    floor: findObjective(whole.id).floor?.(whole.parameters, settings.latent) ?? null,
    notices: noticesOf(whole, settings),
  }
}
