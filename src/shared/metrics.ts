import { say } from '../texts/shared'
import { formatNumber, formatRange } from './number'

/**
 * Every number Plenum shows, defined once: the window, the command line and the reports read label, unit, precision and
 * meaning from here. Source of the definitions: Improving Variational Autoencoders with Density Gap-based Regularization
 * (NeurIPS 2022).
 */
export interface MetricDefinition {
  /** Short name as the field writes it, used in table heads and chart titles. */
  label: string
  /** `nats`, `units` (latent dimensions), or empty for a ratio or weight. */
  unit: '' | 'nats' | 'units' | 'sentences/s' | 'MiB'
  /** Decimals to show. */
  decimals: number
  /** Which direction is healthier; `none` where neither is. */
  better: 'higher' | 'lower' | 'none'
  /** One sentence: what it is. */
  meaning: string
  /** Of a metric of evaluation, one sentence: how it is estimated. */
  estimator?: string
  /** One sentence: how its point after a training epoch is estimated, where that differs. */
  epoch_estimator?: string
  /** One sentence: what its 95 % interval comes from, or why it has none. */
  uncertainty?: string
}

const define = <K extends string>(definitions: Record<K, MetricDefinition>) => definitions

export const METRICS = define({
  loss: { ...say.metrics.loss, unit: 'nats', decimals: 2, better: 'lower' },
  rec: { ...say.metrics.rec, unit: 'nats', decimals: 2, better: 'lower' },
  kl: { ...say.metrics.kl, unit: 'nats', decimals: 3, better: 'none' },
  elbo: { ...say.metrics.elbo, unit: 'nats', decimals: 2, better: 'higher' },
  regulariser: { ...say.metrics.regulariser, unit: 'nats', decimals: 3, better: 'none' },
  density_gap: { ...say.metrics.density_gap, unit: 'nats', decimals: 3, better: 'lower' },
  kl_weight: { ...say.metrics.kl_weight, unit: '', decimals: 3, better: 'none' },
  learning_rate: { ...say.metrics.learning_rate, unit: '', decimals: 5, better: 'none' },
  gradient_norm: { ...say.metrics.gradient_norm, unit: '', decimals: 3, better: 'none' },
  speed: { ...say.metrics.speed, unit: 'sentences/s', decimals: 0, better: 'higher' },
  memory: { ...say.metrics.memory, unit: 'MiB', decimals: 0, better: 'lower' },
  prior_ll: { ...say.metrics.prior_ll, unit: 'nats', decimals: 2, better: 'higher' },
  posterior_ll: { ...say.metrics.posterior_ll, unit: 'nats', decimals: 2, better: 'higher' },
  ppl: { ...say.metrics.ppl, unit: '', decimals: 2, better: 'lower' },
  mi: { ...say.metrics.mi, unit: 'nats', decimals: 3, better: 'higher' },
  mi_ceiling: { ...say.metrics.mi_ceiling, unit: 'nats', decimals: 2, better: 'none' },
  au: { ...say.metrics.au, unit: 'units', decimals: 0, better: 'higher' },
  cu_01: { ...say.metrics.cu_01, unit: 'units', decimals: 0, better: 'higher' },
  cu_03: { ...say.metrics.cu_03, unit: 'units', decimals: 0, better: 'higher' },
  cu_05: { ...say.metrics.cu_05, unit: 'units', decimals: 0, better: 'higher' },
  cu_10: { ...say.metrics.cu_10, unit: 'units', decimals: 0, better: 'higher' },
  joint_kl: { ...say.metrics.joint_kl, unit: 'nats', decimals: 3, better: 'lower' },
})

export type MetricId = keyof typeof METRICS
export const METRIC_IDS = Object.keys(METRICS) as [MetricId, ...MetricId[]]

/** The columns of the paper's table, in its order. */
export const PAPER_COLUMNS: readonly MetricId[] = ['prior_ll', 'posterior_ll', 'ppl', 'kl', 'density_gap', 'mi', 'au', 'cu_03', 'joint_kl']
/** The metrics of an evaluation, which a table of results can show. */
export const EVALUATED: readonly MetricId[] = METRIC_IDS.filter((id) => 'estimator' in METRICS[id])
/** The live charts of a run, in reading order. */
export const LIVE_CHARTS: readonly MetricId[] = [
  'loss',
  'rec',
  'kl',
  'mi',
  'au',
  'cu_03',
  'joint_kl',
  'density_gap',
  'kl_weight',
  'learning_rate',
  'gradient_norm',
]

/** `value` with the metric's own decimals and a true minus sign; a dash where it is not defined. */
export const formatMetric = (id: MetricId, value: number | null | undefined): string => formatNumber(value, METRICS[id].decimals)

/** A width that is a part so small of its ends comes from rounding their sums. */
const ROUNDING = 1e-9

/** An interval that is one: a constant, such as the KL on the sphere, has none; a count may stand firm in every resample. */
export function intervalOf(id: MetricId, interval: readonly [number, number] | null | undefined): readonly [number, number] | null {
  if (!interval) return null
  const [low, high] = interval
  return high - low > ROUNDING * Math.max(Math.abs(low), Math.abs(high)) || METRICS[id].unit === 'units' ? interval : null
}

/** An interval of a metric with its own decimals; a dash where there is none. */
export const formatInterval = (id: MetricId, interval: readonly [number, number] | null | undefined): string =>
  formatRange(intervalOf(id, interval), METRICS[id].decimals)
