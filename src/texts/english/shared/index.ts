import { comparison } from './comparison'
import { decoding } from './decoding'
import { importing } from './importing'
import { metrics, textMetrics } from './metrics'
import { groups, published } from './paper'
import { rules } from './rules'
import { presets, settings } from './settings'
import { phases, states } from './states'

/** Words of the contracts, which every process shows: metrics, settings, options, thresholds, the paper's groups, comparisons. */
export const english = {
  metrics,
  textMetrics,
  settings,
  presets,
  importing,
  decoding,
  rules,
  groups,
  published,
  states,
  phases,
  comparison,
} as const
