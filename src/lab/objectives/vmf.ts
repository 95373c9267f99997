import { scalar } from '../graph'
import { klToUniform } from '../model/von-mises-fisher'
import { CONCENTRATION } from './concentration'
import type { ObjectiveDefinition } from './objective'

export const vmf: ObjectiveDefinition = {
  descriptor: {
    id: 'vmf',
    kind: 'objective',
    title: 'vMF-VAE',
    formula: String.raw`\mathrm{rec} + \kappa A_D(\kappa) + \log C_D(\kappa) - \log C_D(0),\quad q(z \mid x) = \mathrm{vMF}(\mu / \lVert\mu\rVert,\, \kappa)`,
    citation: 'Xu and Durrett 2018; Davidson et al. 2018',
    summary: 'Posteriors on the unit sphere with one concentration for all; the prior is uniform and the KL a constant.',
    good_at: 'No collapse by the KL: it has no gradient, and κ sets how much a posterior can say.',
    bad_at: 'Nothing spreads the posteriors over the sphere: regions stay empty.',
    floor: String.raw`\kappa A_D(\kappa) + \log C_D(\kappa) - \log C_D(0)`,
    parameters: [CONCENTRATION],
  },
  name: ({ kappa }) => `vMF-VAE κ = ${kappa}`,
  posterior: ({ kappa }) => ({ kind: 'vmf', kappa }),
  floor: ({ kappa }, latent) => klToUniform(latent, kappa),
  regulariser: ({ parameters, latent }) => ({ weighted: scalar(klToUniform(latent, parameters.kappa)) }),
}
