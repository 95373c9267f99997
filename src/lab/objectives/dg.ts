import { asGaussian } from '../model/posterior'
import { densityGap, GAP_SAMPLES } from './density-gap'
import { aggregateMembers, AGGREGATION_SIZE } from './aggregation'
import type { ObjectiveDefinition } from './objective'

export const dg: ObjectiveDefinition = {
  descriptor: {
    id: 'dg',
    kind: 'objective',
    title: 'DG-VAE',
    formula: String.raw`\mathrm{rec} + \sum_{d} \frac{1}{|b|M}\sum_{i,j} \log \frac{\frac{1}{|b|}\sum_{k} \mathcal{N}(z_{ijd};\, \mu_{kd}, \sigma_{kd}^2)}{\mathcal{N}(z_{ijd};\, 0, 1)}`,
    citation: 'Density Gap-based Regularization, NeurIPS 2022, Eq. 11',
    summary: 'Closes the gap between the density of the aggregated posterior of |b| sentences and the prior, dimension by dimension.',
    good_at: 'Neither collapse nor holes: every unit active and every marginal consistent with the prior.',
    bad_at: 'Likelihood under the prior at large |b|, and it sees marginals, not the joint. |b| = 1 is the plain VAE.',
    floor: null,
    parameters: [AGGREGATION_SIZE],
  },
  name: ({ agg_size }) => `DG-VAE |b| = ${agg_size}`,
  members: aggregateMembers,
  regulariser: ({ posterior, latent, chunks, members, noise }) => ({
    weighted: densityGap(asGaussian(posterior), noise.normal('gap', [chunks, members, GAP_SAMPLES, latent]), chunks, members),
  }),
}
