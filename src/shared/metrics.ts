/**
 * Every number Plenum shows, defined once: the window, the command line and the reports read label, unit, precision and
 * meaning from here. Source of the definitions: Improving Variational Autoencoders with Density Gap-based Regularization
 * (NeurIPS 2022).
 */
export interface MetricDefinition {
  /** Short name as the field writes it, used in table heads and chart titles. */
  label: string
  /** `nats`, `units` (latent dimensions), or empty for a ratio or weight. */
  unit: '' | 'nats' | 'units' | 'sentences/s'
  /** Decimals to show. */
  decimals: number
  /** Which direction is healthier; `none` where neither is. */
  better: 'higher' | 'lower' | 'none'
  /** One sentence: what it is and how it is estimated. */
  meaning: string
}

const define = <T extends Record<string, MetricDefinition>>(definitions: T): T => definitions

export const METRICS = define({
  loss: {
    label: 'Loss',
    unit: 'nats',
    decimals: 2,
    better: 'lower',
    meaning: 'Reconstruction + KL weight × regulariser, mean over sentences.',
  },
  rec: {
    label: 'Rec',
    unit: 'nats',
    decimals: 2,
    better: 'lower',
    meaning: 'Summed token cross-entropy of a sentence, one z a sentence, mean over sentences.',
  },
  kl: {
    label: 'KL',
    unit: 'nats',
    decimals: 3,
    better: 'none',
    meaning: 'Analytic KL from posterior to prior, summed over dimensions, mean over sentences.',
  },
  elbo: {
    label: 'ELBO',
    unit: 'nats',
    decimals: 2,
    better: 'higher',
    meaning: '−Rec − KL: the evidence lower bound with one z a sentence.',
  },
  regulariser: {
    label: 'Regulariser',
    unit: 'nats',
    decimals: 3,
    better: 'none',
    meaning: "The objective's own regulariser before its weight.",
  },
  density_gap: {
    label: 'Density gap',
    unit: 'nats',
    decimals: 3,
    better: 'lower',
    meaning: 'Eq. 11: mean log-ratio of the aggregated posterior of a batch to the prior, summed over dimensions, 32 samples a sentence.',
  },
  kl_weight: { label: 'KL weight', unit: '', decimals: 3, better: 'none', meaning: 'Annealing weight of the regulariser.' },
  learning_rate: { label: 'Learning rate', unit: '', decimals: 5, better: 'none', meaning: "The optimiser's step size." },
  gradient_norm: {
    label: 'Gradient norm',
    unit: '',
    decimals: 3,
    better: 'none',
    meaning: 'Global norm of the gradient before clipping at 5.',
  },
  speed: { label: 'Speed', unit: 'sentences/s', decimals: 0, better: 'higher', meaning: 'Training sentences a second over the epoch.' },
  prior_ll: {
    label: 'Prior LL',
    unit: 'nats',
    decimals: 2,
    better: 'higher',
    meaning:
      'Importance-sampled log-likelihood under the prior: 8 prior and 8 posterior samples a sentence, proposal ½(prior + posterior).',
  },
  posterior_ll: {
    label: 'Post. LL',
    unit: 'nats',
    decimals: 2,
    better: 'higher',
    meaning: 'Log-likelihood with z from the posterior, same 16 samples and proposal as the prior LL.',
  },
  ppl: { label: 'PPL', unit: '', decimals: 2, better: 'lower', meaning: 'exp(−prior LL / predicted tokens), the end symbol included.' },
  mi: {
    label: 'MI',
    unit: 'nats',
    decimals: 3,
    better: 'higher',
    meaning: 'Mutual information of sentence and latent under the aggregated posterior of the split; its ceiling is ln N.',
  },
  mi_ceiling: {
    label: 'MI ceiling',
    unit: 'nats',
    decimals: 2,
    better: 'none',
    meaning: 'ln N, the largest MI that N sentences can show.',
  },
  au: {
    label: 'AU',
    unit: 'units',
    decimals: 0,
    better: 'higher',
    meaning: 'Active units: dimensions whose posterior mean varies by at least 0.01 over the split.',
  },
  cu_01: {
    label: 'CU(0.01)',
    unit: 'units',
    decimals: 0,
    better: 'higher',
    meaning: 'Consistent units: dimensions whose KL(prior ‖ aggregated posterior) is under 0.01.',
  },
  cu_03: { label: 'CU', unit: 'units', decimals: 0, better: 'higher', meaning: 'Consistent units at the reported threshold, 0.03.' },
  cu_05: { label: 'CU(0.05)', unit: 'units', decimals: 0, better: 'higher', meaning: 'Consistent units at threshold 0.05.' },
  cu_10: { label: 'CU(0.1)', unit: 'units', decimals: 0, better: 'higher', meaning: 'Consistent units at threshold 0.1.' },
  joint_kl: {
    label: 'Joint KL',
    unit: 'nats',
    decimals: 3,
    better: 'lower',
    meaning: 'KL(prior ‖ aggregated posterior) with the joint density, by Monte Carlo over 128,000 prior samples: the size of the hole.',
  },
})

export type MetricId = keyof typeof METRICS
export const METRIC_IDS = Object.keys(METRICS) as [MetricId, ...MetricId[]]

/** The columns of the paper's table, in its order. */
export const PAPER_COLUMNS: readonly MetricId[] = ['prior_ll', 'posterior_ll', 'ppl', 'kl', 'density_gap', 'mi', 'au', 'cu_03', 'joint_kl']
/** The live charts of a run, in reading order. */
export const LIVE_CHARTS: readonly MetricId[] = ['loss', 'rec', 'kl', 'density_gap', 'kl_weight', 'au', 'mi']

/** `value` with the metric's own decimals and a true minus sign; a dash where it is not defined. */
export function formatMetric(id: MetricId, value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞'
  return value
    .toFixed(METRICS[id].decimals)
    .replace(/^-(0(?:\.0+)?)$/, '$1')
    .replace('-', '−')
}
