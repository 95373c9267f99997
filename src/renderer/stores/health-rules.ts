import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { DEFAULT_HEALTH_RULES, type HealthRules } from '../../shared/health'
import { lab } from '../api/lab'

/** The lab's thresholds, by which alarms are raised and latent spaces are called healthy. */
export const useHealthRules = defineStore('health-rules', () => {
  const rules = shallowRef<HealthRules>(DEFAULT_HEALTH_RULES)

  const hear = (next: HealthRules) => void (rules.value = next)

  async function load(): Promise<void> {
    hear(await lab().request('health.get', {}))
  }

  return { rules, hear, load }
})
