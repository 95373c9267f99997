import { LabError } from '../shared/contract'
import type { ObjectiveChoice } from '../shared/objective'
import { checkObjective } from '../lab/objectives/choice'
import { UsageError } from './usage'

/** `beta:kl_beta=0.4,other=1` → a choice with its defaults; throws UsageError naming the parameter and its range. */
export function parseObjective(text: string): ObjectiveChoice {
  const [id, ...rest] = text.split(':')
  const parameters: Record<string, number> = {}
  for (const pair of rest
    .join(':')
    .split(',')
    .filter((part) => part !== '')) {
    const [, key, value] = /^([^=]+)=(.+)$/.exec(pair) ?? []
    const number = Number(value)
    if (key === undefined || value.trim() === '' || Number.isNaN(number))
      throw new UsageError(`--objective ${text}: a parameter is name=number, not "${pair}".`)
    parameters[key] = number
  }
  try {
    return checkObjective({ id, parameters, modifiers: {} })
  } catch (error) {
    if (error instanceof LabError) throw new UsageError(`--objective ${text}: ${error.message}`)
    throw error
  }
}
