import { densityGap, GAP_SAMPLES } from './density-gap'
import type { ObjectiveDefinition } from './objective'

export const dg: ObjectiveDefinition = {
  descriptor: {
    id: 'dg',
    title: 'DG-VAE',
    formula: String.raw`\mathrm{rec} + \sum_{d} \frac{1}{|b|M}\sum_{i,j} \log \frac{\frac{1}{|b|}\sum_{k} \mathcal{N}(z_{ijd};\, \mu_{kd}, \sigma_{kd}^2)}{\mathcal{N}(z_{ijd};\, 0, 1)}`,
    citation: 'Density Gap-based Regularization, NeurIPS 2022, Eq. 11',
    summary: 'Closes the gap between the density of the aggregated posterior of |b| sentences and the prior, dimension by dimension.',
    good_at: 'Neither collapse nor holes: every unit active and every marginal consistent with the prior.',
    bad_at: 'Likelihood under the prior at large |b|, and it sees marginals, not the joint. |b| = 1 is the plain VAE.',
    parameters: [
      {
        key: 'agg_size',
        label: '|b|',
        description: 'Sentences aggregated; where it does not divide a batch, that batch is one chunk',
        min: 1,
        max: 512,
        integer: true,
        default: 32,
        paper: [1, 2, 4, 8, 16, 32],
      },
    ],
  },
  name: ({ agg_size }) => `DG-VAE |b| = ${agg_size}`,
  members: ({ agg_size }, batch) => (batch % agg_size === 0 ? agg_size : batch),
  regulariser: ({ posterior, latent, chunks, members, noise }) =>
    densityGap(posterior, noise('gap', [chunks, members, GAP_SAMPLES, latent]), chunks, members),
}
