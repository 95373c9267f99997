import { healthRules, keepHealthRules } from '../health/thresholds'
import type { Context, Handlers } from './context'

/** The thresholds of the alarms. */
export function healthRequests({ store }: Context): Handlers<'health.get' | 'health.set'> {
  return {
    'health.get': () => healthRules(store),
    'health.set': (rules) => {
      keepHealthRules(store, rules)
      return healthRules(store)
    },
  }
}
