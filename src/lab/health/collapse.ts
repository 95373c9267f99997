import { isCollapsed } from '../../shared/health'
import { figure, last, said, unitsSaid, type HealthRule, type Subject } from './rule'

/** The latent carries nothing: no unit is active, or MI is about 0. */
export const collapse: HealthRule = {
  id: 'collapse',
  holds: (history, { latent }, rules) => isCollapsed(last(history).values, latent, rules),
  finding(history, subject, rules) {
    const { values } = last(history)
    const weight = values.kl_weight
    const numbers = [
      typeof values.au === 'number' ? unitsSaid('au', values, subject.latent) : null,
      typeof values.mi === 'number' ? said('mi', values) : null,
    ].filter((part) => part !== null)
    const annealed = typeof weight === 'number' && weight < 1 ? ` The KL weight is still ${figure(weight)}, so it may yet wake.` : ''
    return {
      title: 'Posterior collapse',
      cause: `After ${rules.collapse.epochs === 1 ? 'this epoch' : `${rules.collapse.epochs} epochs in a row`} ${numbers.join(' and ')}: the posteriors of all sentences are nearly the same, and the decoder does without z.${annealed}`,
      remedy: remedyFor(subject),
    }
  },
}

function remedyFor({ objective: { id, parameters } }: Subject): string {
  switch (id) {
    case 'dg':
    case 'dg-joint':
      return (parameters.agg_size ?? 32) < 8
        ? 'Take a larger aggregation size |b|: at 1 this is the VAE, from 8 on units wake up.'
        : 'Give it more epochs, a longer warm-up or a higher learning rate: with a large |b| units wake up once the decoder has learned the frequent words.'
    case 'beta':
      return 'Take a smaller β, or an objective that keeps the units active: dg with a large |b|, bn, or free-bits.'
    case 'vmf':
    case 'dg-vmf':
      return 'Its KL is a constant and cannot tell: take a larger κ, or join skip, so that the decoder needs z.'
    case 'delta':
    case 'free-bits':
    case 'free-bits-coarse':
      return 'Its floor keeps the KL up but not the information: take dg with a large |b| or bn, or join skip or bow, so that the decoder needs z.'
    default:
      return 'Take an objective that keeps the units active (dg with a large |b|, bn), or join skip, bow or cyclic; a longer warm-up or a smaller β also helps.'
  }
}
