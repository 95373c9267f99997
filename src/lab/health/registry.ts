import { collapse } from './collapse'
import { divergence } from './divergence'
import { emptyKl } from './empty-kl'
import { hole } from './hole'
import type { HealthRule } from './rule'

/** Every rule, in the order in which their alarms are told. */
export const HEALTH_RULES: readonly HealthRule[] = [collapse, hole, emptyKl, divergence]
