import { asGaussian } from '../model/posterior'
import { aggregateMembers, AGGREGATION_SIZE } from './aggregation'
import { GAP_SAMPLES } from './density-gap'
import { jointDensityGap } from './density-gap-joint'
import type { ObjectiveDefinition } from './objective'

export const dgJoint: ObjectiveDefinition = {
  descriptor: {
    id: 'dg-joint',
    kind: 'objective',
    title: 'DG-VAE, joint',
    formula: String.raw`\mathrm{rec} + \frac{1}{|b|M}\sum_{i,j} \log \frac{\frac{1}{|b|}\sum_{k} \mathcal{N}(z_{ij};\, \mu_{k}, \mathrm{diag}\,\sigma_{k}^2)}{\mathcal{N}(z_{ij};\, 0, I)}`,
    citation: 'Density Gap-based Regularization, NeurIPS 2022 (in its code, not in its tables)',
    summary: 'The density gap of all dimensions together instead of one by one.',
    good_at: 'Sees holes between the dimensions, which the marginals cannot show.',
    bad_at: 'In many dimensions |b| posteriors hardly overlap: the gap comes near KL − ln |b|, and with it back to the VAE.',
    floor: null,
    parameters: [AGGREGATION_SIZE],
  },
  name: ({ agg_size }) => `DG-VAE joint |b| = ${agg_size}`,
  members: aggregateMembers,
  regulariser: ({ posterior, latent, chunks, members, noise }) => ({
    weighted: jointDensityGap(asGaussian(posterior), noise.normal('gap', [chunks, members, GAP_SAMPLES, latent]), chunks, members),
  }),
}
