/** The paper's groups of experiments. */
export const groups = {
  overview: { title: 'One of each', description: 'Every method at one or two of its values, for an overview.' },
  structure: {
    title: 'Strategy or structure',
    description: 'Remedies that change how or what is trained, beside VAE and DG-VAE: cyclic annealing, bag of words, skip, δ.',
  },
  restriction: {
    title: 'Restricted or weakened KL',
    description:
      'Remedies that hold the KL up or weigh it down, beside VAE and DG-VAE: batch normalisation, free bits, β, and adversarial or kernel terms in its place.',
  },
  beta: { title: 'β', description: 'β-VAE from the plain autoencoder to the VAE.' },
  gamma: { title: 'γ', description: 'BN-VAE: the floor of its KL rises with γ.' },
  target: { title: 'Target', description: 'Free bits: from 4 to 49 nats free of charge.' },
  aggregation: { title: '|b|', description: 'DG-VAE: from the VAE (|b| = 1) to aggregates of the whole batch.' },
  kappa: { title: 'κ', description: 'Posteriors on the sphere, with the KL and with the density gap, from wide (κ = 13) to narrow.' },
} as const

/** What the paper printed. */
export const published = {
  title: (corpus: string) => `Published, ${corpus}`,
} as const
