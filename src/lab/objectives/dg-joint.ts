import { asGaussian } from '../model/posterior'
import { say } from '../../texts/lab'
import { aggregateMembers, AGGREGATION_SIZE } from './aggregation'
import { GAP_SAMPLES } from './density-gap'
import { jointDensityGap } from './density-gap-joint'
import type { ObjectiveDefinition } from './objective'

export const dgJoint: ObjectiveDefinition = {
  descriptor: {
    id: 'dg-joint',
    kind: 'objective',
    ...say.objectives['dg-joint'].words,
    formula: String.raw`\mathrm{rec} + \frac{1}{|b|M}\sum_{i,j} \log \frac{\frac{1}{|b|}\sum_{k} \mathcal{N}(z_{ij};\, \mu_{k}, \mathrm{diag}\,\sigma_{k}^2)}{\mathcal{N}(z_{ij};\, 0, I)}`,
    citation: 'Density Gap-based Regularization, NeurIPS 2022 (in its code, not in its tables)',
    floor: null,
    parameters: [AGGREGATION_SIZE],
  },
  name: ({ agg_size }) => say.objectives['dg-joint'].name(agg_size),
  members: aggregateMembers,
  regulariser: ({ posterior, latent, chunks, members, noise }) => ({
    weighted: jointDensityGap(asGaussian(posterior), noise.normal('gap', [chunks, members, GAP_SAMPLES, latent]), chunks, members),
  }),
}
