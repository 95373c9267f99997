import { isPierced } from '../../shared/health'
import { figure, last, said, unitsSaid, type EpochRecord, type HealthRule, type Subject } from './rule'

/** The lowest joint KL of a run so far, and its epoch; null where none is known. */
function lowest(history: readonly EpochRecord[]): { value: number; epoch: number } | null {
  const known = history.flatMap(({ epoch, values: { joint_kl: value } }) => (typeof value === 'number' ? [{ value, epoch }] : []))
  return known.length === 0 ? null : known.reduce((least, point) => (point.value < least.value ? point : least))
}

/** How far the joint KL lies above its lowest, 0 where it is not known. */
function riseOf(history: readonly EpochRecord[]): number {
  const { joint_kl: value } = last(history).values
  const least = lowest(history)
  return least && typeof value === 'number' ? value - least.value : 0
}

/** The prior likes places that the posteriors never visit: inconsistent units, a large joint KL, or one that rises. */
export const hole: HealthRule = {
  id: 'hole',
  holds(history, { latent }, rules) {
    const pierced = isPierced(last(history).values, latent, rules)
    return pierced === null ? null : pierced || riseOf(history) >= rules.hole.rise
  },
  finding(history, subject, rules) {
    const { values } = last(history)
    const { latent } = subject
    const { cu_03: cu, joint_kl: joint } = values
    const least = lowest(history)
    const marginal = typeof cu === 'number' && cu < rules.hole.consistent_share * latent
    const rising =
      least && riseOf(history) >= rules.hole.rise
        ? ` The joint KL has risen from ${figure(least.value)} nats at epoch ${least.epoch} to ${figure(joint ?? NaN)}.`
        : ''
    const cause = marginal
      ? `${unitsSaid('cu_03', values, latent)}: in ${counted(latent - (cu ?? 0))} the aggregated posterior differs from the prior${typeof joint === 'number' ? `; ${said('joint_kl', values)}` : ''}.`
      : `${typeof cu === 'number' ? `${unitsSaid('cu_03', values, latent)}, so every dimension by itself fits the prior, and yet ` : ''}${said('joint_kl', values)}: the dimensions depend on each other, and the posteriors leave places empty that the prior likes.${typeof cu === 'number' ? ' No marginal can show this, nor the density gap of marginals.' : ''}`
    return {
      title: marginal || (joint ?? 0) >= rules.hole.joint_kl ? 'Hole in the latent space' : 'A hole is opening',
      cause: cause + rising,
      remedy: `What is sampled from the prior or lies between two sentences can fall into it. ${remedyFor(subject, marginal)}`,
    }
  },
}

const counted = (dimensions: number): string => (dimensions === 1 ? 'one dimension' : `${dimensions} dimensions`)

function remedyFor({ objective: { id } }: Subject, marginal: boolean): string {
  switch (id) {
    case 'dg':
      return marginal
        ? 'Take a larger aggregation size |b|, or give it more epochs at full KL weight.'
        : 'Take dg-joint, whose regulariser sees the joint density, or more latent dimensions with a smaller |b|.'
    case 'dg-joint':
      return 'Take a larger aggregation size |b|, or give it more epochs at full KL weight.'
    case 'beta':
      return 'Take a larger β, or dg, which fits the aggregated posterior to the prior itself.'
    case 'bn':
      return 'Take a smaller γ (0.6 keeps every unit consistent in the paper), or dg.'
    case 'free-bits':
    case 'free-bits-coarse':
      return 'Take a smaller target, or dg, which fits the aggregated posterior to the prior itself.'
    case 'delta':
      return 'Take a smaller δ, or dg, which fits the aggregated posterior to the prior itself.'
    case 'vmf':
      return 'Take a smaller κ, or dg-vmf, which fits the aggregated posterior to the sphere.'
    case 'dg-vmf':
      return 'Take a smaller κ, or a larger batch, over which its gap is taken.'
    case 'aae':
    case 'wae':
      return 'Its comparison of samples misses thin spikes: take dg, whose gap is of densities.'
    default:
      return 'Take dg with a large |b|, which fits the aggregated posterior to the prior, or wait until the KL weight is 1.'
  }
}
