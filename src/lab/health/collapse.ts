import { isCollapsed } from '../../shared/health'
import { say } from '../../texts/lab'
import { figure, last, said, unitsSaid, type HealthRule, type Subject } from './rule'

const words = say.health.collapse

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
    const annealed = typeof weight === 'number' && weight < 1 ? figure(weight) : null
    return {
      title: words.title,
      cause: words.cause(rules.collapse.epochs, numbers, annealed),
      remedy: remedyFor(subject),
    }
  },
}

function remedyFor({ objective: { id, parameters } }: Subject): string {
  switch (id) {
    case 'dg':
    case 'dg-joint':
      return (parameters.agg_size ?? 32) < 8 ? words.remedies.smallSize : words.remedies.largeSize
    case 'beta':
      return words.remedies.beta
    case 'vmf':
    case 'dg-vmf':
      return words.remedies.sphere
    case 'delta':
    case 'free-bits':
    case 'free-bits-coarse':
      return words.remedies.floor
    default:
      return words.remedies.other
  }
}
