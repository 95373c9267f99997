import { LabError } from '../../shared/contract'
import type { ObjectiveChoice } from '../../shared/objective'
import type { Settings } from '../../shared/settings'

interface Rule {
  /** Whether the rule forbids the choice; rules about settings are asked only where those are known. */
  forbids(choice: ObjectiveChoice, settings?: Settings): boolean
  reason: string
}

const RULES: readonly Rule[] = [
  {
    forbids: ({ id, parameters, modifiers }) => 'cyclic' in modifiers && id === 'beta' && parameters.kl_beta === 0,
    reason: 'Cyclic annealing changes the weight of the KL, and β = 0 leaves no KL to weigh: choose a β above 0, or leave the cycle out.',
  },
  {
    forbids: ({ id, modifiers }) => 'cyclic' in modifiers && id === 'vmf',
    reason:
      'Cyclic annealing changes the weight of the KL, and that of a vMF posterior is a constant without gradient: it would change nothing. "dg-vmf" can be cycled.',
  },
  {
    forbids: ({ modifiers }, settings) => 'cyclic' in modifiers && settings?.warm_up === 0,
    reason:
      'Cyclic annealing lets the KL weight rise anew over warm_up epochs, and warm_up is 0: the weight would stay at 1. Set warm_up to 1 or more.',
  },
  {
    forbids: ({ modifiers }, settings) => 'cyclic' in modifiers && settings !== undefined && modifiers.cyclic.cycle < settings.warm_up,
    reason:
      'The cycle is shorter than warm_up, so the KL weight would be taken back before it ever reached 1: choose a cycle of at least warm_up epochs, or a shorter warm_up.',
  },
]

/** Throws the reason where a combination makes no sense; without settings only what is wrong whatever they are. */
export function checkCombination(choice: ObjectiveChoice, settings?: Settings): void {
  const broken = RULES.find((rule) => rule.forbids(choice, settings))
  if (broken) throw new LabError('bad_request', broken.reason)
}
