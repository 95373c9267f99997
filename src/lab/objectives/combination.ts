import { LabError } from '../../shared/contract'
import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'
import { say } from '../../texts/lab'

interface Rule {
  /** Whether the rule forbids the choice; rules about settings are asked only where those are known. */
  forbids(choice: ObjectiveChoice, settings?: Settings): boolean
  reason: string
}

const RULES: readonly Rule[] = [
  {
    forbids: ({ id, parameters, modifiers }) => 'cyclic' in modifiers && id === 'beta' && parameters.kl_beta === 0,
    reason: say.choices.cyclicBetaZero,
  },
  {
    forbids: ({ id, modifiers }) => 'cyclic' in modifiers && id === 'vmf',
    reason: say.choices.cyclicVmf,
  },
  {
    forbids: ({ modifiers }, settings) => 'cyclic' in modifiers && settings?.warm_up === 0,
    reason: say.choices.cyclicWarmUp,
  },
  {
    forbids: ({ modifiers }, settings) => 'cyclic' in modifiers && settings !== undefined && modifiers.cyclic.cycle < settings.warm_up,
    reason: say.choices.cyclicShort,
  },
]

/** Throws the reason where a combination makes no sense; without settings only what is wrong whatever they are. */
export function checkCombination(choice: ObjectiveChoice, settings?: Settings): void {
  const broken = RULES.find((rule) => rule.forbids(choice, settings))
  if (broken) throw new LabError('bad_request', broken.reason)
}
