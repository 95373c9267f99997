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

const BY_SENTENCES = 'Bootstrap over sentences.'
/** Consistent units differ in their threshold alone. */
const CONSISTENT = {
  estimator: 'KL of each dimension by quadrature over the range of the prior, with every posterior of the split.',
  uncertainty: 'Bootstrap over sentences, each KL centred at its estimate: a resample is rougher than the split and would raise it.',
}
const IMPORTANCE = '8 prior and 8 posterior samples a sentence with proposal ½(prior + posterior); log-mean-exp, then mean over sentences.'

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
    meaning: 'Reconstruction error: the summed cross-entropy of the tokens of a sentence.',
    estimator: 'One z a sentence drawn from its posterior, every token given those before it; mean over sentences.',
    uncertainty: BY_SENTENCES,
  },
  kl: {
    label: 'KL',
    unit: 'nats',
    decimals: 3,
    better: 'none',
    meaning: 'KL from posterior to prior, summed over dimensions, whatever the objective.',
    estimator: 'Closed form for every sentence; mean over sentences.',
    uncertainty: 'Bootstrap over sentences; on the sphere it is a constant.',
  },
  elbo: {
    label: 'ELBO',
    unit: 'nats',
    decimals: 2,
    better: 'higher',
    meaning: 'Evidence lower bound: −Rec − KL.',
    estimator: 'As Rec and KL, from the same z.',
    uncertainty: BY_SENTENCES,
  },
  regulariser: {
    label: 'Regulariser',
    unit: 'nats',
    decimals: 3,
    better: 'none',
    meaning: "The objective's own regulariser before its weight.",
    estimator: 'On each batch as in training; mean over batches by their size.',
    uncertainty: 'Bootstrap over batches.',
  },
  density_gap: {
    label: 'Density gap',
    unit: 'nats',
    decimals: 3,
    better: 'lower',
    meaning: 'Eq. 11: mean log-ratio of the aggregated posterior of a batch to the prior, summed over dimensions; on the sphere Eq. 9.',
    estimator: '32 samples a sentence, each batch one aggregate; mean over batches by their size.',
    uncertainty: 'Bootstrap over batches, as the gap is defined on a batch.',
  },
  kl_weight: { label: 'KL weight', unit: '', decimals: 3, better: 'none', meaning: 'Annealing weight of the regulariser.' },
  learning_rate: { label: 'Learning rate', unit: '', decimals: 5, better: 'none', meaning: "The optimiser's step size." },
  gradient_norm: {
    label: 'Gradient norm',
    unit: '',
    decimals: 3,
    better: 'none',
    meaning: 'Global norm of the gradient before it is clipped; of an epoch the mean over its steps.',
  },
  speed: { label: 'Speed', unit: 'sentences/s', decimals: 0, better: 'higher', meaning: 'Training sentences a second over the epoch.' },
  memory: {
    label: 'Memory',
    unit: 'MiB',
    decimals: 0,
    better: 'lower',
    meaning: 'Largest resident memory of the training process so far.',
  },
  prior_ll: {
    label: 'Prior LL',
    unit: 'nats',
    decimals: 2,
    better: 'higher',
    meaning: 'Log-likelihood of a sentence under the prior.',
    estimator: IMPORTANCE,
    uncertainty: BY_SENTENCES,
  },
  posterior_ll: {
    label: 'Post. LL',
    unit: 'nats',
    decimals: 2,
    better: 'higher',
    meaning: 'Log-likelihood of a sentence with its posterior in place of the prior.',
    estimator: IMPORTANCE,
    uncertainty: BY_SENTENCES,
  },
  ppl: {
    label: 'PPL',
    unit: '',
    decimals: 2,
    better: 'lower',
    meaning: 'Perplexity: the inverse geometric mean of the probability of a token.',
    estimator: 'exp(−prior LL summed over sentences / predicted tokens), the end symbol included.',
    uncertainty: 'Bootstrap over sentences of the ratio.',
  },
  mi: {
    label: 'MI',
    unit: 'nats',
    decimals: 3,
    better: 'higher',
    meaning: 'Mutual information of sentence and latent; it cannot exceed ln N of the N sentences of the split.',
    estimator:
      'E log q(z|x), in closed form or on the sphere sampled, − log q(z) with q(z) aggregated over the whole split, one z a sentence.',
    epoch_estimator: 'The same over at most 10,000 validation sentences, evenly spaced, with a z of at most 4,096 of them.',
    uncertainty: 'Bootstrap over the shares of the sentences, the aggregate held fixed.',
  },
  mi_ceiling: {
    label: 'MI ceiling',
    unit: 'nats',
    decimals: 2,
    better: 'none',
    meaning: 'The largest MI that the N sentences of the split can show.',
    estimator: 'ln N.',
    epoch_estimator: 'ln of the validation sentences taken, at most 10,000.',
    uncertainty: 'None: it is exact.',
  },
  au: {
    label: 'AU',
    unit: 'units',
    decimals: 0,
    better: 'higher',
    meaning: 'Active units: dimensions whose posterior mean varies by at least 0.01.',
    estimator: 'Unbiased variance of the posterior means over the split.',
    epoch_estimator: 'Over at most 10,000 validation sentences, evenly spaced.',
    uncertainty: BY_SENTENCES,
  },
  cu_01: {
    label: 'CU(0.01)',
    unit: 'units',
    decimals: 0,
    better: 'higher',
    meaning: 'Consistent units: dimensions whose KL(prior ‖ aggregated posterior) is under 0.01.',
    ...CONSISTENT,
  },
  cu_03: {
    label: 'CU',
    unit: 'units',
    decimals: 0,
    better: 'higher',
    meaning:
      'Consistent units at the reported threshold: dimensions whose KL(prior ‖ aggregated posterior) is under 0.03; none on the sphere.',
    epoch_estimator: 'Over at most 10,000 validation sentences, evenly spaced.',
    ...CONSISTENT,
  },
  cu_05: { label: 'CU(0.05)', unit: 'units', decimals: 0, better: 'higher', meaning: 'Consistent units at threshold 0.05.', ...CONSISTENT },
  cu_10: { label: 'CU(0.1)', unit: 'units', decimals: 0, better: 'higher', meaning: 'Consistent units at threshold 0.1.', ...CONSISTENT },
  joint_kl: {
    label: 'Joint KL',
    unit: 'nats',
    decimals: 3,
    better: 'lower',
    meaning: 'KL(prior ‖ aggregated posterior) with the joint density: the size of the hole.',
    estimator: 'Monte Carlo over 128,000 prior samples, the aggregate over the whole split.',
    epoch_estimator:
      'Monte Carlo over 2,048 prior samples, the same after every epoch, the aggregate over at most 10,000 validation sentences.',
    uncertainty: 'Bootstrap over the prior samples, in sets of 128 as they are drawn.',
  },
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

/** An interval that is one: a constant, such as the KL on the sphere, has none; a count may stand firm in every resample. */
export const intervalOf = (id: MetricId, interval: readonly [number, number] | null | undefined): readonly [number, number] | null =>
  interval && (interval[0] < interval[1] || METRICS[id].unit === 'units') ? interval : null

/** An interval of a metric with its own decimals; a dash where there is none. */
export const formatInterval = (id: MetricId, interval: readonly [number, number] | null | undefined): string =>
  formatRange(intervalOf(id, interval), METRICS[id].decimals)
