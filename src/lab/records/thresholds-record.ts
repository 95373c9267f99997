import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { healthRulesSchema, type HealthRules } from '../../shared/health'
import { healthRules, keepHealthRules } from '../health/thresholds'
import type { Home } from '../home'
import type { Store } from '../store/store'
import { writeWhole } from '../whole-file'

const pathOf = (home: Home): string => join(home.path, 'thresholds.json')
const textOf = (rules: HealthRules): string => `${JSON.stringify(rules, null, 2)}\n`

/** Keeps the thresholds of the alarms beside the store, where they are not kept so already; the defaults need no file. */
export async function keepThresholds(store: Store, home: Home): Promise<void> {
  const text = textOf(healthRules(store))
  const kept = await readFile(pathOf(home), 'utf8').catch(() => textOf(healthRulesSchema.parse({})))
  if (kept !== text) await writeWhole(pathOf(home), text)
}

/** Takes the thresholds that were kept into a store that has none; those that cannot be read stay at their defaults. */
export async function adoptThresholds(store: Store, home: Home): Promise<void> {
  const text = await readFile(pathOf(home), 'utf8').catch(() => null)
  if (text === null) return
  try {
    keepHealthRules(store, healthRulesSchema.parse(JSON.parse(text)))
  } catch {
    // As said above.
  }
}
