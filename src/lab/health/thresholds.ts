import { DEFAULT_HEALTH_RULES, healthRulesSchema, type HealthRules } from '../../shared/health'
import type { Store } from '../store/store'

const NAME = 'health'

/** The lab's thresholds; the defaults where none were set, or where what was set no longer fits their ranges. */
export function healthRules({ preferences }: Pick<Store, 'preferences'>): HealthRules {
  const kept = healthRulesSchema.safeParse(preferences.get(NAME) ?? {})
  return kept.success ? kept.data : DEFAULT_HEALTH_RULES
}

/** Keeps thresholds for every run of the lab, from the next epoch on. */
export function keepHealthRules({ preferences }: Pick<Store, 'preferences'>, rules: HealthRules): void {
  preferences.set(NAME, rules)
}
