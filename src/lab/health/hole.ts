import { isPierced } from '../../shared/health'
import { say } from '../../texts/lab'
import { figure, last, said, unitsSaid, type EpochRecord, type HealthRule, type Subject } from './rule'

const words = say.health.hole

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
    const units = unitsSaid('cu_03', values, latent)
    const cause = marginal
      ? words.marginal(units, latent - (cu ?? 0), typeof joint === 'number' ? said('joint_kl', values) : null)
      : words.joint(typeof cu === 'number' ? units : null, said('joint_kl', values))
    const rising = least && riseOf(history) >= rules.hole.rise
    return {
      title: marginal || (joint ?? 0) >= rules.hole.joint_kl ? words.title : words.opening,
      cause: rising ? words.rising(cause, figure(least.value), least.epoch, figure(joint ?? NaN)) : cause,
      remedy: words.remedy(remedyFor(subject, marginal)),
    }
  },
}

function remedyFor({ objective: { id } }: Subject, marginal: boolean): string {
  switch (id) {
    case 'dg':
      return marginal ? words.remedies.size : words.remedies.joint
    case 'dg-joint':
      return words.remedies.size
    case 'beta':
      return words.remedies.beta
    case 'bn':
      return words.remedies.gamma
    case 'free-bits':
    case 'free-bits-coarse':
      return words.remedies.target
    case 'delta':
      return words.remedies.delta
    case 'vmf':
      return words.remedies.vmf
    case 'dg-vmf':
      return words.remedies.gapVmf
    case 'aae':
    case 'wae':
      return words.remedies.samples
    default:
      return words.remedies.other
  }
}
