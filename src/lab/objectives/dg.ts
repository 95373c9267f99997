import { asGaussian } from '../model/posterior'
import { say } from '../../texts/lab'
import { densityGap, GAP_SAMPLES } from './density-gap'
import { aggregateMembers, AGGREGATION_SIZE } from './aggregation'
import type { ObjectiveDefinition } from './objective'

export const dg: ObjectiveDefinition = {
  descriptor: {
    id: 'dg',
    kind: 'objective',
    ...say.objectives.dg.words,
    formula: String.raw`\mathrm{rec} + \sum_{d} \frac{1}{|b|M}\sum_{i,j} \log \frac{\frac{1}{|b|}\sum_{k} \mathcal{N}(z_{ijd};\, \mu_{kd}, \sigma_{kd}^2)}{\mathcal{N}(z_{ijd};\, 0, 1)}`,
    citation: 'Density Gap-based Regularization, NeurIPS 2022, Eq. 11',
    floor: null,
    parameters: [AGGREGATION_SIZE],
  },
  name: ({ agg_size }) => say.objectives.dg.name(agg_size),
  members: aggregateMembers,
  regulariser: ({ posterior, latent, chunks, members, noise }) => ({
    weighted: densityGap(asGaussian(posterior), noise.normal('gap', [chunks, members, GAP_SAMPLES, latent]), chunks, members),
  }),
}
