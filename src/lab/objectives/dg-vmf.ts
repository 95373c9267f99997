import { asVmf } from '../model/posterior'
import { klToUniform } from '../model/von-mises-fisher'
import { say } from '../../texts/lab'
import { aggregateMembers, AGGREGATION_SIZE } from './aggregation'
import { CONCENTRATION } from './concentration'
import { GAP_SAMPLES } from './density-gap'
import { densityGapVmf } from './density-gap-vmf'
import type { ObjectiveDefinition } from './objective'

export const dgVmf: ObjectiveDefinition = {
  descriptor: {
    id: 'dg-vmf',
    kind: 'objective',
    ...say.objectives['dg-vmf'].words,
    formula: String.raw`\mathrm{rec} + \frac{1}{|b|M}\sum_{i,j} \log \frac{\frac{1}{|b|}\sum_{k} \mathrm{vMF}(z_{ij};\, \mu_k, \kappa)}{C_D(0)}`,
    citation: 'Density Gap-based Regularization, NeurIPS 2022, Eq. 9',
    floor: String.raw`\kappa A_D(\kappa) + \log C_D(\kappa) - \log C_D(0)`,
    constant: true,
    parameters: [CONCENTRATION, AGGREGATION_SIZE],
  },
  name: ({ kappa, agg_size }) => say.objectives['dg-vmf'].name(kappa, agg_size === AGGREGATION_SIZE.default ? null : agg_size),
  posterior: ({ kappa }) => ({ kind: 'vmf', kappa }),
  members: aggregateMembers,
  floor: ({ kappa }, latent) => klToUniform(latent, kappa),
  regulariser({ posterior, latent, chunks, members, noise }) {
    const { mean, kappa } = asVmf(posterior)
    const along = noise.alongMean('gap', [chunks, members, GAP_SAMPLES, 1], latent, kappa)
    return { weighted: densityGapVmf(mean, along, noise.normal('gap', [chunks, members, GAP_SAMPLES, latent]), kappa, chunks, members) }
  },
}
