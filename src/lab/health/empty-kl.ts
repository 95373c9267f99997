import { isUninformative } from '../../shared/health'
import { say } from '../../texts/lab'
import { figure, last, said, unitsSaid, type HealthRule } from './rule'

const words = say.health['empty-kl']

/** A KL well above 0 that carries no information, the signature of the δ-VAE: KL alone is no health check. */
export const emptyKl: HealthRule = {
  id: 'empty-kl',
  holds: (history, _, rules) => isUninformative(last(history).values, rules),
  finding(history, { floor, latent, objective }) {
    const { values } = last(history)
    const units = typeof values.au === 'number' ? unitsSaid('au', values, latent) : null
    const kept = floor !== null && floor > 0 && (values.kl ?? 0) < 1.25 * floor ? figure(floor) : null
    const onSphere = objective.id === 'vmf' || objective.id === 'dg-vmf'
    return {
      title: words.title,
      cause: words.cause(said('kl', values), said('mi', values), units, kept),
      remedy: onSphere ? words.sphere : words.remedy,
    }
  },
}
