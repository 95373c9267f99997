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

/** What is worth knowing of a choice with these settings: allowed, but perhaps not meant. */
export function noticesOf({ id, parameters, modifiers }: ObjectiveChoice, { batch, epochs, latent }: Settings): string[] {
  const notices: string[] = []
  const size = parameters.agg_size
  if (size !== undefined && batch % size !== 0)
    notices.push(
      size > batch
        ? `The aggregation size ${size} is larger than the batch of ${batch}: every batch is one chunk.`
        : `The aggregation size ${size} does not divide the batch of ${batch}: every full batch is one chunk, as in the reference.`,
    )
  if (size === 1) notices.push('An aggregation size of 1 is the plain VAE, its KL estimated by 32 samples a sentence.')
  if (id === 'beta' && parameters.kl_beta === 0) notices.push('β = 0 is the plain autoencoder: nothing holds the posteriors to the prior.')
  if (id === 'free-bits' && parameters.target_kl === 0) notices.push('A target of 0 is the plain VAE.')
  if (id === 'delta')
    notices.push(`Its KL cannot fall below D·δ = ${(latent * parameters.delta).toFixed(2)} nats, whether z says anything or not.`)
  if ('cyclic' in modifiers && modifiers.cyclic.cycle + 1 >= epochs)
    notices.push(
      epochs === 1
        ? 'With one epoch no cycle begins anew: the first time is at epoch 1, counted from 0.'
        : `With ${epochs} epochs a cycle of ${modifiers.cyclic.cycle} begins anew only once, at epoch 1.`,
    )
  return notices
}
