import type { HealthRules } from '../../shared/health'
import { say } from '../../texts/lab'
import { figure, last, type EpochRecord, type Finding, type HealthRule } from './rule'

const words = say.health.divergence

/** Earlier epochs that a median needs to be worth a comparison. */
const ENOUGH = 2

/** The best validation loss before the last epoch; null before there is one. */
function bestBefore(history: readonly EpochRecord[]): EpochRecord | null {
  const earlier = history.slice(0, -1).filter(({ values }) => typeof values.loss === 'number')
  return earlier.length === 0 ? null : earlier.reduce((best, point) => (point.values.loss! < best.values.loss! ? point : best))
}

/** By what share of it the loss lies above its best; 0 where nothing can be said. */
function excess(history: readonly EpochRecord[]): number {
  const { loss } = last(history).values
  const best = bestBefore(history)?.values.loss
  return typeof loss === 'number' && typeof best === 'number' && best > 0 ? loss / best - 1 : 0
}

/** How many times its median so far the gradient norm is; 0 where nothing can be said. */
function gradientFactor(history: readonly EpochRecord[]): number {
  const norm = last(history).values.gradient_norm
  const earlier = history.slice(0, -1).flatMap(({ values: { gradient_norm: value } }) => (typeof value === 'number' ? [value] : []))
  if (typeof norm !== 'number' || earlier.length < ENOUGH) return 0
  const median = earlier.sort((a, b) => a - b)[earlier.length >> 1]
  return median > 0 ? norm / median : 0
}

const exploding = (history: readonly EpochRecord[], { divergence }: HealthRules): boolean =>
  gradientFactor(history) >= divergence.gradient_factor

/** Training runs away: the loss rises far above its best, or the gradient explodes. A loss that is no number ends the run by itself. */
export const divergence: HealthRule = {
  id: 'divergence',
  holds(history, _, rules) {
    const { loss } = last(history).values
    if (loss === undefined) return null
    return loss === null || excess(history) >= rules.divergence.loss_rise || exploding(history, rules)
  },
  finding(history, _, rules) {
    const { loss, gradient_norm: norm, learning_rate: rate } = last(history).values
    const best = bestBefore(history)
    const parts = [
      excess(history) >= rules.divergence.loss_rise && best
        ? words.loss(figure(loss ?? NaN), Math.round(100 * excess(history)), figure(best.values.loss ?? NaN), best.epoch)
        : null,
      exploding(history, rules) ? words.gradient(figure(norm ?? NaN), figure(gradientFactor(history))) : null,
    ].filter((part) => part !== null)
    return {
      title: words.title,
      cause: parts.join(' ') || words.noNumber,
      remedy: words.remedy(typeof rate === 'number' ? figure(rate) : null),
    }
  },
}

/**
 * What is said of a run that ended because its loss stopped being a number. The trainer's sentence, `message`, tells the step, what
 * checkpoint there is and what to try first.
 */
export const diverged = (message: string): Finding => ({ title: words.ended, cause: message, remedy: words.endedRemedy })
