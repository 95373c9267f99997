import type { Alarm, HealthRuleId, HealthRules } from '../../shared/health'
import { HEALTH_RULES } from './registry'
import { last, type EpochRecord, type Subject } from './rule'

export interface Judgement {
  raised: Omit<Alarm, 'paused' | 'cleared_epoch'>[]
  /** Rules whose standing alarm is over. */
  cleared: HealthRuleId[]
}

/**
 * What the last epoch of a history changes: an alarm is raised once, when its rule has held for its number of epochs in a row, and
 * cleared by the first epoch at which it holds no more. A rule whose numbers are unknown, or that is switched off, changes nothing,
 * except that switching it off clears what stands.
 *
 * @param standing rules whose alarm has not been cleared
 */
export function judge(
  history: readonly EpochRecord[],
  subject: Subject,
  rules: HealthRules,
  standing: ReadonlySet<HealthRuleId>,
): Judgement {
  const judgement: Judgement = { raised: [], cleared: [] }
  if (history.length === 0) return judgement
  const { epoch, step, seconds } = last(history)
  for (const rule of HEALTH_RULES) {
    const { enabled, epochs } = rules[rule.id]
    const holds = enabled ? rule.holds(history, subject, rules) : false
    if (standing.has(rule.id)) {
      if (holds === false) judgement.cleared.push(rule.id)
    } else if (holds && history.length >= epochs && lastly(epochs).every((back) => rule.holds(history.slice(0, -back), subject, rules)))
      judgement.raised.push({ rule: rule.id, epoch, step, seconds, ...rule.finding(history, subject, rules) })
  }
  return judgement
}

/** How many epochs back the others of so many in a row lie. */
const lastly = (epochs: number): number[] => Array.from({ length: epochs - 1 }, (_, i) => i + 1)
