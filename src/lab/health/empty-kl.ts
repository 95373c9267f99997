import { isUninformative } from '../../shared/health'
import { figure, last, said, unitsSaid, type HealthRule } from './rule'

/** A KL well above 0 that carries no information, the signature of the δ-VAE: KL alone is no health check. */
export const emptyKl: HealthRule = {
  id: 'empty-kl',
  holds: (history, _, rules) => isUninformative(last(history).values, rules),
  finding(history, { floor, latent, objective }) {
    const { values } = last(history)
    const units = typeof values.au === 'number' ? ` (${unitsSaid('au', values, latent)})` : ''
    const reason =
      floor !== null && floor > 0 && (values.kl ?? 0) < 1.25 * floor
        ? `Its objective keeps the KL at ${figure(floor)} nats or more by construction, whether z is used or not.`
        : 'The posteriors differ from the prior in the same way for every sentence, not from each other.'
    const onSphere = objective.id === 'vmf' || objective.id === 'dg-vmf'
    return {
      title: 'KL without information',
      cause: `${said('kl', values)} and yet ${said('mi', values)}${units}: the KL is paid for nothing. ${reason}`,
      remedy: onSphere
        ? 'Judge this run by MI and AU, never by its KL. A larger κ makes room for information; skip or bow make the decoder need it.'
        : 'Judge this run by MI and AU, never by its KL. Lower the floor or the target, or take dg with a large |b| or bn; skip or bow make the decoder need z.',
    }
  },
}
