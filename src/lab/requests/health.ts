import { healthRules, keepHealthRules } from '../health/thresholds'
import type { Context, Handlers } from './context'

/** The thresholds of the alarms. */
export function healthRequests({ store, emit }: Context): Handlers<'health.get' | 'health.set'> {
  return {
    'health.get': () => healthRules(store),
    'health.set': (rules) => {
      keepHealthRules(store, rules)
      emit({ type: 'health', rules })
      return rules
    },
  }
}
