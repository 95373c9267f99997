const BY_SENTENCES = 'Bootstrap over sentences.'
const IMPORTANCE = '8 prior and 8 posterior samples a sentence with proposal ½(prior + posterior); log-mean-exp, then mean over sentences.'
/** Consistent units differ in their threshold alone. */
const CONSISTENT = {
  estimator: 'KL of each dimension by quadrature over the range of the prior, with every posterior of the split.',
  uncertainty: 'Bootstrap over sentences, each KL centred at its estimate: a resample is rougher than the split and would raise it.',
}

/** Every number shown: its short name as the field writes it, what it is, how it is estimated and where its interval comes from. */
export const metrics = {
  loss: { label: 'Loss', meaning: 'Reconstruction + KL weight × regulariser, mean over sentences.' },
  rec: {
    label: 'Rec',
    meaning: 'Reconstruction error: the summed cross-entropy of the tokens of a sentence.',
    estimator: 'One z a sentence drawn from its posterior, every token given those before it; mean over sentences.',
    uncertainty: BY_SENTENCES,
  },
  kl: {
    label: 'KL',
    meaning: 'KL from posterior to prior, summed over dimensions, whatever the objective.',
    estimator: 'Closed form for every sentence; mean over sentences.',
    uncertainty: 'Bootstrap over sentences; on the sphere it is a constant.',
  },
  elbo: {
    label: 'ELBO',
    meaning: 'Evidence lower bound: −Rec − KL.',
    estimator: 'From Rec and KL as they are estimated.',
    uncertainty: BY_SENTENCES,
  },
  regulariser: {
    label: 'Regulariser',
    meaning: "The objective's own regulariser before its weight.",
    estimator: 'On each batch as in training; mean over batches by their size.',
    uncertainty: 'Bootstrap over batches.',
  },
  density_gap: {
    label: 'Density gap',
    meaning: 'Eq. 11: mean log-ratio of the aggregated posterior of a batch to the prior, summed over dimensions; on the sphere Eq. 9.',
    estimator: '32 samples a sentence, each batch one aggregate; mean over batches by their size.',
    uncertainty: 'Bootstrap over batches, as the gap is defined on a batch.',
  },
  kl_weight: { label: 'KL weight', meaning: 'Annealing weight of the regulariser.' },
  learning_rate: { label: 'Learning rate', meaning: "The optimiser's step size." },
  gradient_norm: {
    label: 'Gradient norm',
    meaning: 'Global norm of the gradient before it is clipped; of an epoch the mean over its steps, by their sentences.',
  },
  speed: { label: 'Speed', meaning: 'Training sentences a second over the epoch.' },
  memory: { label: 'Memory', meaning: 'Largest resident memory of the training process so far.' },
  prior_ll: {
    label: 'Prior LL',
    meaning: 'Log-likelihood of a sentence under the prior.',
    estimator: IMPORTANCE,
    uncertainty: BY_SENTENCES,
  },
  posterior_ll: {
    label: 'Post. LL',
    meaning: 'Log-likelihood of a sentence with its posterior in place of the prior.',
    estimator: IMPORTANCE,
    uncertainty: BY_SENTENCES,
  },
  ppl: {
    label: 'PPL',
    meaning: 'Perplexity: the inverse geometric mean of the probability of a token.',
    estimator: 'exp(−prior LL summed over sentences / predicted tokens), the end symbol included.',
    uncertainty: 'Bootstrap over sentences of the ratio.',
  },
  mi: {
    label: 'MI',
    meaning: 'Mutual information of sentence and latent; it cannot exceed ln N of the N sentences of the split.',
    estimator:
      'E log q(z|x), in closed form or on the sphere sampled, − log q(z) with q(z) aggregated over the whole split, one z a sentence.',
    epoch_estimator: 'The same over at most 10,000 validation sentences, evenly spaced, with a z of at most 4,096 of them.',
    uncertainty: 'Bootstrap over the shares of the sentences, the aggregate held fixed.',
  },
  mi_ceiling: {
    label: 'MI ceiling',
    meaning: 'The largest MI that the N sentences of the split can show.',
    estimator: 'ln N.',
    epoch_estimator: 'ln of the validation sentences taken, at most 10,000.',
    uncertainty: 'None: it is exact.',
  },
  au: {
    label: 'AU',
    meaning: 'Active units: dimensions whose posterior mean varies by at least 0.01.',
    estimator: 'Unbiased variance of the posterior means over the split.',
    epoch_estimator: 'Over at most 10,000 validation sentences, evenly spaced.',
    uncertainty: BY_SENTENCES,
  },
  cu_01: {
    label: 'CU(0.01)',
    meaning: 'Consistent units: dimensions whose KL(prior ‖ aggregated posterior) is under 0.01.',
    ...CONSISTENT,
  },
  cu_03: {
    label: 'CU',
    meaning:
      'Consistent units at the reported threshold: dimensions whose KL(prior ‖ aggregated posterior) is under 0.03; none on the sphere.',
    epoch_estimator: 'Over at most 10,000 validation sentences, evenly spaced.',
    ...CONSISTENT,
  },
  cu_05: { label: 'CU(0.05)', meaning: 'Consistent units at threshold 0.05.', ...CONSISTENT },
  cu_10: { label: 'CU(0.1)', meaning: 'Consistent units at threshold 0.1.', ...CONSISTENT },
  joint_kl: {
    label: 'Joint KL',
    meaning: 'KL(prior ‖ aggregated posterior) with the joint density: the size of the hole.',
    estimator: 'Monte Carlo over 128,000 prior samples, the aggregate over the whole split.',
    epoch_estimator:
      'Monte Carlo over 2,048 prior samples, the same after every epoch, the aggregate over at most 10,000 validation sentences.',
    uncertainty: 'Bootstrap over the prior samples, in sets of 128 as they are drawn.',
  },
} as const

const PATHS = 'Sentences of the split in pairs, in their order; posterior means mixed at 11 points and decoded greedily'
const SAMPLES = 'As many sentences decoded greedily from the prior as the split has; in pieces, mean by their sentences'
const BY_PAIRS = 'Bootstrap over pairs.'
const BY_PIECES = 'Bootstrap over pieces.'

/** Metrics of decoded sentences. */
export const textMetrics = {
  rouge_l: {
    label: 'ROUGE-L',
    meaning: 'How much two sentences have in common in one order, 0 to 1: a point of a path and the sentence at an end of it.',
    estimator: `${PATHS}; mean over paths.`,
    uncertainty: BY_PAIRS,
  },
  bleu: {
    label: 'BLEU of the ends',
    meaning: 'BLEU-n of both end points against their sources, in percent.',
    estimator: `${PATHS}; all end points as one corpus.`,
    uncertainty: BY_PAIRS,
  },
  self_bleu: {
    label: 'self-BLEU',
    meaning: 'BLEU-n of each point of a path against the others, in percent: lower is more varied.',
    estimator: `${PATHS}; mean over paths.`,
    uncertainty: BY_PAIRS,
  },
  distinct: {
    label: 'distinct',
    meaning: 'Share of different n-grams within a path, in percent: higher is more varied.',
    estimator: `${PATHS}; mean over paths.`,
    uncertainty: BY_PAIRS,
  },
  precision: {
    label: 'Prior samples, precision',
    meaning: 'BLEU-n of sentences decoded from the prior against the split, in percent.',
    estimator: `${SAMPLES}.`,
    uncertainty: BY_PIECES,
  },
  recall: {
    label: 'Prior samples, recall',
    meaning: 'BLEU-n of the split against sentences decoded from the prior, in percent.',
    estimator: `${SAMPLES}.`,
    uncertainty: BY_PIECES,
  },
  f: {
    label: 'Prior samples, F',
    meaning: 'Harmonic mean of precision and recall, in percent.',
    estimator: 'From precision and recall as they are estimated.',
    uncertainty: BY_PIECES,
  },
} as const
