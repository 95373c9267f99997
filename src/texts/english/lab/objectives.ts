/** Words of every objective under its id: what it is, what it is good and bad at, its parameters, and the names of its runs. */
export const objectives = {
  vae: {
    words: {
      title: 'VAE',
      summary: 'The evidence lower bound with the analytic KL from every posterior to the prior.',
      good_at: 'A principled bound, and an aggregated posterior that keeps to the prior.',
      bad_at: 'Posterior collapse: with a strong decoder every posterior becomes the prior and the latent says nothing.',
    },
    name: 'VAE',
  },
  beta: {
    words: {
      title: 'β-VAE',
      summary: 'The VAE with its KL weighed by β; β = 0 is the plain autoencoder.',
      good_at: 'Informative latents at small β, with one knob.',
      bad_at: 'Holes: the weaker the KL, the farther the posteriors scatter outside the prior.',
    },
    name: (kl_beta: number) => `β-VAE β = ${kl_beta}`,
    kl_beta: { label: 'β', description: 'Weight of the KL beside the annealing' },
  },
  'free-bits': {
    words: {
      title: 'Free bits',
      summary: 'The VAE whose KL counts nothing, in each sentence and dimension, up to its share of a target.',
      good_at: 'Every unit keeps some information, and the target sets how much.',
      bad_at: 'Holes at larger targets, and a KL that sits at its target whatever the data.',
    },
    name: (target_kl: number) => `Free bits λ = ${target_kl}`,
    target_kl: { label: 'Target λ', description: 'Nats that are free, shared evenly by the dimensions' },
  },
  'free-bits-coarse': {
    words: {
      title: 'Coarse free bits',
      summary: "Free bits on a sentence's whole KL instead of each dimension's.",
      good_at: 'One budget a sentence, which the model may spend where it likes.',
      bad_at: 'A few units may take the whole budget and the others collapse.',
    },
    name: (target_kl: number) => `Coarse free bits λ = ${target_kl}`,
    target_kl: { label: 'Target λ', description: 'Nats of a sentence that are free' },
  },
  delta: {
    words: {
      title: 'δ-VAE',
      summary: 'The posterior family is restricted so that the KL of every sentence and dimension is at least δ.',
      good_at: 'A KL that cannot vanish.',
      bad_at:
        'The KL need not carry information: all posteriors may become one and the same, away from the prior, which leaves no active and no consistent unit.',
    },
    name: (delta: number) => `δ-VAE δ = ${delta}`,
    delta: { label: 'δ', description: 'Least KL of a sentence and dimension, in nats' },
  },
  bn: {
    words: {
      title: 'BN-VAE',
      summary: "The posteriors' means are normalised over the batch to a fixed spread γ, with a learned shift.",
      good_at: 'Every unit active by construction, and at γ near 0.6 consistent too.',
      bad_at:
        'Larger γ spread the posteriors beyond the prior: holes in every dimension. And the floor gives way where the means of a batch hardly differ: it is D·γ²/2 times s²/(s² + 1e-5).',
    },
    name: (gamma: number) => `BN-VAE γ = ${gamma}`,
    gamma: { label: 'γ', description: "Spread of the posteriors' means over a batch" },
  },
  aae: {
    /** Within its formula: T tells samples of the prior from those of the posteriors. */
    tells: 'tells',
    from: 'from',
    words: {
      title: 'AAE',
      summary: 'A discriminator learns to tell posterior samples from prior samples, in the same step; the encoder learns to deceive it.',
      good_at: 'No term holds a single posterior to the prior, so nothing collapses.',
      bad_at: 'The two-player game is noisy: spikes and holes where the discriminator looks away.',
    },
    name: 'AAE',
  },
  wae: {
    words: {
      title: 'WAE',
      summary: 'Draws the samples of all posteriors of a batch together to those of the prior, by their maximum mean discrepancy.',
      good_at: 'No term holds a single posterior to the prior, so nothing collapses.',
      bad_at: 'The kernel sees spikes and holes only dimly in many dimensions.',
    },
    name: 'WAE',
  },
  dg: {
    words: {
      title: 'DG-VAE',
      summary: 'Closes the gap between the density of the aggregated posterior of |b| sentences and the prior, dimension by dimension.',
      good_at: 'Neither collapse nor holes: every unit active and every marginal consistent with the prior.',
      bad_at: 'Likelihood under the prior at large |b|, and it sees marginals, not the joint. |b| = 1 is the plain VAE.',
    },
    name: (agg_size: number) => `DG-VAE |b| = ${agg_size}`,
  },
  'dg-joint': {
    words: {
      title: 'DG-VAE, joint',
      summary: 'The density gap of all dimensions together instead of one by one.',
      good_at: 'Sees holes between the dimensions, which the marginals cannot show.',
      bad_at: 'In many dimensions |b| posteriors hardly overlap: the gap comes near KL − ln |b|, and with it back to the VAE.',
    },
    name: (agg_size: number) => `DG-VAE joint |b| = ${agg_size}`,
  },
  vmf: {
    words: {
      title: 'vMF-VAE',
      summary: 'Posteriors on the unit sphere with one concentration for all; the prior is uniform and the KL a constant.',
      good_at: 'No collapse by the KL: it has no gradient, and κ sets how much a posterior can say.',
      bad_at: 'Nothing spreads the posteriors over the sphere: regions stay empty.',
    },
    name: (kappa: number) => `vMF-VAE κ = ${kappa}`,
  },
  'dg-vmf': {
    words: {
      title: 'DG-vMF-VAE',
      summary: 'Posteriors on the unit sphere, their aggregate of |b| sentences spread over it by the density gap.',
      good_at: 'As little collapse as the vMF-VAE, with posteriors spread evenly over the sphere.',
      bad_at: 'κ must be chosen: it bounds what a posterior can say.',
    },
    /** |b| where it is not the usual one. */
    name: (kappa: number, members: number | null) => `DG-vMF-VAE κ = ${kappa}${members === null ? '' : `, |b| = ${members}`}`,
  },
  /** The parameter of several. */
  aggregation: { label: '|b|', description: 'Sentences aggregated; where it does not divide a batch, that batch is one chunk' },
  /** The parameter of several. */
  concentration: { label: 'κ', description: 'Concentration of every posterior around its direction' },
} as const
